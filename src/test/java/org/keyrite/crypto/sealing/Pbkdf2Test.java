package org.keyrite.crypto.sealing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.crypto.hash.HmacSha256;

/** The published vectors of PBKDF2 and HMAC with SHA-256. */
class Pbkdf2Test {

  /** RFC 7914, section 11. */
  @Test
  void keysAreThoseOfTheRfc() {
    assertEquals(
        "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
            + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783",
        derive("passwd", "salt", 1, 64));
    assertEquals(
        "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
            + "a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d",
        derive("Password", "NaCl", 80_000, 64));
  }

  @Test
  void aShorterKeyIsTheBeginningOfALongerOne() {
    String longest = derive("passwd", "salt", 3, 100);
    for (int length : new int[] {0, 1, 8, 31, 32, 33, 63, 64, 65}) {
      assertEquals(longest.substring(0, 2 * length), derive("passwd", "salt", 3, length));
    }
  }

  /** RFC 4231, test cases 2 and 6, the second with a key longer than a block. */
  @Test
  void codesAreThoseOfTheRfc() {
    assertEquals(
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        code(bytes("Jefe"), "what do ya want for nothing?"));
    byte[] longKey = new byte[131];
    Arrays.fill(longKey, (byte) 0xaa);
    assertEquals(
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        code(longKey, "Test Using Larger Than Block-Size Key - Hash Key First"));
  }

  private static String derive(String password, String salt, int iterations, int length) {
    try (SecretBytes secret = new SecretBytes(bytes(password))) {
      return HexFormat.of().formatHex(Pbkdf2.derive(secret, bytes(salt), iterations, length));
    }
  }

  private static String code(byte[] key, String message) {
    return HexFormat.of().formatHex(HmacSha256.of(key, bytes(message)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
