package org.keyrite.age.ssh;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.keyrite.age.Prompts;
import org.keyrite.age.files.Identities;
import org.keyrite.age.header.AgeException.KeyFailure;

/** Whatever a private key file holds, what comes of it is a key or the reader's own exception. */
class SshPropertyTest {

  @Property(tries = 2000)
  void aPrivateKeyWithAChangedByteIsAKeyOrAKeyFailure(
      @ForAll @IntRange(max = 100_000) int at, @ForAll byte value, @ForAll boolean locked)
      throws IOException {
    byte[] content = content(locked ? "ed25519-locked" : "ed25519");
    content[at % content.length] = value;
    try {
      Identities.read(new ByteArrayInputStream(pem(content)), Prompts.NOBODY);
    } catch (KeyFailure e) {
      // Its own exception.
    }
  }

  private static byte[] content(String name) {
    String text = new String(SshKeys.bytes(name), StandardCharsets.US_ASCII);
    return Base64.getMimeDecoder().decode(text.replaceAll("-----[^-]*-----", ""));
  }

  private static byte[] pem(byte[] content) {
    String label = "OPENSSH PRIVATE KEY-----\n";
    String text =
        "-----BEGIN "
            + label
            + Base64.getMimeEncoder().encodeToString(content)
            + "\n-----END "
            + label;
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
