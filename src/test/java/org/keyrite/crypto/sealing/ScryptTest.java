package org.keyrite.crypto.sealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.generators.SCrypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.crypto.SecretBytes;

/** RFC 7914, against its own vector and against BouncyCastle's implementation. */
final class ScryptTest {
  /** Section 12, the one with r = 8 and p = 1, whose key is 64 bytes long: its first half. */
  @Test
  void theVectorOfTheSpecification() {
    byte[] key = derive("pleaseletmein", "SodiumChloride".getBytes(StandardCharsets.UTF_8), 16384);
    assertEquals(
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2",
        HexFormat.of().formatHex(key));
  }

  /** Below, at and above a piece of the memory. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 64, 512, 1024, 2048, 8192})
  void asBouncyCastleMakesIt(int cost) {
    Random random = new Random(cost);
    for (int i = 0; i < 10; i++) {
      byte[] salt = new byte[random.nextInt(40)];
      random.nextBytes(salt);
      String passphrase = Long.toString(random.nextLong(), 36);
      assertArrayEquals(
          SCrypt.generate(passphrase.getBytes(StandardCharsets.UTF_8), salt, cost, 8, 1, 32),
          derive(passphrase, salt, cost));
    }
  }

  private static byte[] derive(String passphrase, byte[] salt, int cost) {
    try (SecretBytes secret = new SecretBytes(passphrase.getBytes(StandardCharsets.UTF_8))) {
      return Scrypt.derive(secret, salt, cost);
    }
  }
}
