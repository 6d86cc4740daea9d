package org.keyrite.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrite.testing.Wycheproof;

/** Keys that verify, against the JDK's that sign, and against forgeries. */
class VerifyingKeysTest {
  private static final byte[] MESSAGE = "what was released".getBytes(StandardCharsets.US_ASCII);

  private static byte[] signed(String algorithm, KeyPair pair) throws Exception {
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(pair.getPrivate());
    signature.update(MESSAGE);
    return signature.sign();
  }

  @ParameterizedTest
  @EnumSource
  void edwards(EdwardsCurve curve) throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance(curve.toString()).generateKeyPair();
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] key = Arrays.copyOfRange(encoded, encoded.length - curve.keyLength(), encoded.length);
    byte[] signature = signed(curve.toString(), pair);
    assertTrue(curve.verifies(key, MESSAGE, signature));
    assertFalse(curve.verifies(key, new byte[17], signature));
    assertFalse(curve.verifies(key, MESSAGE, Arrays.copyOf(signature, signature.length - 1)));
    assertFalse(curve.verifies(key, MESSAGE, Arrays.copyOf(signature, signature.length + 1)));
    assertFalse(curve.verifies(Arrays.copyOf(key, key.length - 1), MESSAGE, signature));
    assertFalse(curve.verifies(new byte[0], MESSAGE, new byte[0]));
    byte[] allOnes = new byte[curve.keyLength()];
    Arrays.fill(allOnes, (byte) -1);
    assertFalse(curve.verifies(allOnes, MESSAGE, signature));
  }

  @Test
  void wycheproofsEd25519() {
    int verified = 0;
    for (Wycheproof vector : Wycheproof.read("ed25519")) {
      boolean valid =
          EdwardsCurve.ED25519.verifies(
              vector.groupBytes("publicKey", "pk"), vector.bytes("msg"), vector.bytes("sig"));
      assertEquals(vector.isValid(), valid, vector.toString());
      verified += valid ? 1 : 0;
    }
    assertEquals(88, verified);
  }
}
