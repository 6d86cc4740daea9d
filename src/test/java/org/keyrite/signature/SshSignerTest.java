package org.keyrite.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.keyrite.signature.Checks.malformed;
import static org.keyrite.signature.Checks.utf8;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SSH keys in files: one in full, and lists of those who may sign. */
class SshSignerTest {
  private static final String KEY = new Signer(1).sshKey().toString();
  private static final String OTHER = new Signer(2).sshKey().toString();
  private static final SshSigner PINNED = new Signer(1).pinned();

  @Test
  void aKeyInFull() throws Exception {
    for (String file : List.of(KEY, KEY + "\n", KEY + " a comment\r\n", "  " + KEY + "\n")) {
      assertEquals(PINNED, SshSigner.parse(utf8(file)));
    }
    assertFalse(SshSigner.parse(utf8("no-touch-required " + KEY)).touchRequired());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | is empty",
        "x | has no SSH public key in line 1",
        "ssh-ed25519 AAAA | has no SSH public key in line 1",
        "ssh-rsa KEY | has no SSH public key in line 1",
        "restrict KEY | has the option restrict in line 1, which is not known",
        "valid-after=\"20261301\" KEY | has the option valid-after in line 1 without a time, such as"
            + " 20261122 or 202611221030",
        "cert-authority KEY | is that of an authority (cert-authority), which could make any number"
            + " of keys: pin the key that signs",
        "verify-required,VERIFY-required KEY | has the option verify-required twice in line 1",
        "command=\"x KEY | has an option that does not end in line 1",
        "verify-required=\"a\"x KEY | has neither a key nor an option in line 1",
        "verify-required, KEY | has neither a key nor an option in line 1",
        "verify-required ssh-ed25519 | has no SSH public key in line 1",
        "# KEY | has a comment where only the key's line may be"
      })
  void whatIsNoKey(String file, String sentence) {
    String key = KEY.substring(KEY.indexOf(' ') + 1);
    malformed(
        sentence,
        () ->
            SshSigner.parse(
                utf8(file.replace("ssh-rsa KEY", "ssh-rsa " + key).replace("KEY", KEY))));
  }

  @Test
  void oneKeyInAFile() {
    malformed("holds bytes after the key", () -> SshSigner.parse(utf8(KEY + "\n" + OTHER)));
    malformed(
        "has a comment where only the key's line may be",
        () -> SshSigner.parse(utf8("# of alice\n" + KEY)));
    malformed("is longer than 64 KiB", () -> SshSigner.parse(new byte[(64 << 10) + 1]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SHA256:",
        "MD5:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff",
        "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB",
        "sha256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void whatIsNoFingerprint(String text) {
    malformed(
        "is not a fingerprint as ssh-keygen -l shows it, SHA256:…", () -> SshSigner.pinned(text));
  }
}
