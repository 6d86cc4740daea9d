package org.keyrite.age.ssh;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyrite.age.Prompts;
import org.keyrite.age.files.Identities;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.plugin.PluginKeys;
import org.keyrite.testing.Trials;

/** Whatever a private key file holds, what comes of it is a key or the reader's own exception. */
class SshPropertyTest {

  @Test
  void aPrivateKeyWithAChangedByteIsAKeyOrAKeyFailure() {
    for (String name : List.of("ed25519", "ed25519-locked")) {
      byte[] content = content(name);
      Trials.run(
          1000,
          random -> {
            byte[] changed = content.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            try {
              Identities.read(
                  new ByteArrayInputStream(pem(changed)), PluginKeys.NONE, Prompts.NOBODY);
            } catch (KeyFailure e) {
              // Its own exception.
            }
          });
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
