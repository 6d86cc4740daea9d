package org.keyrite.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.keyrite.signature.Checks.malformed;
import static org.keyrite.signature.Checks.utf8;

import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Public keys of minisign and signify. */
class NumberedKeyTest {
  private static final String KEY = new Signer(1).keyLine();
  private static final String FILE = "untrusted comment: minisign public key\n" + KEY + "\n";

  @Test
  void aFileOrItsKeyAlone() throws Exception {
    KeyName name = new KeyName(Scheme.MINISIGN, KEY);
    assertEquals(name, NumberedKey.parse(Scheme.MINISIGN, utf8(KEY)).name());
    assertEquals(name, NumberedKey.parse(Scheme.MINISIGN, utf8(KEY + "\n")).name());
    assertEquals(name, NumberedKey.parse(Scheme.MINISIGN, utf8(FILE)).name());
    assertEquals(name, NumberedKey.parse(Scheme.MINISIGN, utf8(FILE.replace("\n", "\r\n"))).name());
    assertEquals(name, NumberedKey.parse(Scheme.MINISIGN, utf8("\ufeff" + FILE)).name());
    assertEquals(
        new KeyName(Scheme.SIGNIFY, KEY), NumberedKey.parse(Scheme.SIGNIFY, utf8(FILE)).name());
    assertEquals("minisign " + KEY, name.toString());
  }

  @Test
  void whatIsNone() {
    none("is empty", "");
    none("is longer than 64 KiB", "x".repeat((64 << 10) + 1));
    none("holds bytes after the key", "\ufeff\ufeff" + FILE);
    none("ends before a key", "untrusted comment: minisign public key\n");
    none("holds bytes after the key", "\n" + KEY);
    none("has a key that is not base64", KEY.replace('R', '-'));
    none("has a key that is not base64", "untrusted comment \n");
    none("has a key of 41 bytes instead of 42", Base64.getEncoder().encodeToString(new byte[41]));
    none("holds bytes after the key", FILE + "\n");
    none("holds bytes after the key", KEY + "\n" + KEY + "\n");
    none("holds a control character in line 1", "untrusted comment: \u001b[1m\n" + KEY);
  }

  @Test
  void aSecretKeyIsNoPublicOne() {
    // Minisign's has 158 bytes, signify's 104.
    none(
        "has a key of 158 bytes instead of 42",
        "untrusted comment: minisign encrypted secret key\n" + Signer.base64(new byte[158]));
    none(
        "has a key of 104 bytes instead of 42",
        "untrusted comment: signify secret key\n" + Signer.base64(new byte[104]));
  }

  @Test
  void otherKindsAndKeysThatAnybodyCanSignWith() {
    byte[] key = Base64.getDecoder().decode(KEY);
    key[0] = 'X';
    none("has a key of another kind than Ed25519", Signer.base64(key));
    key[0] = 'E';
    Arrays.fill(key, 10, 42, (byte) 0);
    none("has a key under which anybody could sign", Signer.base64(key));
    Arrays.fill(key, 10, 42, (byte) 0xff);
    none("has a key under which anybody could sign", Signer.base64(key));
  }

  private static void none(String sentence, String file) {
    malformed(sentence, () -> NumberedKey.parse(Scheme.MINISIGN, utf8(file)));
    malformed(sentence, () -> NumberedKey.parse(Scheme.SIGNIFY, utf8(file)));
  }
}
