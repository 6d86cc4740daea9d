package org.keyrite.crypto.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.crypto.signing.EcdsaPublicKey.Curve;

/**
 * ECDSA signatures of the JDK's are verified; numbers beside theirs, and points beside, are not.
 */
class EcdsaPublicKeyTest {
  @ParameterizedTest
  @CsvSource({
    "P_256, secp256r1, SHA256withECDSAinP1363Format, 32",
    "P_384, secp384r1, SHA384withECDSAinP1363Format, 48",
    "P_521, secp521r1, SHA512withECDSAinP1363Format, 66"
  })
  void onEachCurve(Curve curve, String name, String algorithm, int width) throws Exception {
    JdkSigner signer = JdkSigner.of("EC", new ECGenParameterSpec(name));
    EcdsaPublicKey key = EcdsaPublicKey.of(curve, signer.point(2 * width + 1)).orElseThrow();
    assertEquals(curve, key.curve());
    byte[] signature = signer.sign(algorithm);
    BigInteger r = new BigInteger(1, Arrays.copyOf(signature, width));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, width, 2 * width));
    byte[] hash = curve.hash().begin().finish(JdkSigner.MESSAGE);
    assertTrue(key.verifies(hash, r, s));
    assertFalse(key.verifies(hash, s, r));
    BigInteger order = ((ECPublicKey) signer.publicKey()).getParams().getOrder();
    for (BigInteger edge : List.of(BigInteger.ZERO, order, order.add(r), r.negate())) {
      assertFalse(key.verifies(hash, edge, s));
      assertFalse(key.verifies(hash, r, edge));
    }
    assertFalse(key.verifies(hash, BigInteger.ZERO, BigInteger.ZERO));
    assertFalse(key.verifies(hash, r, order.add(s)));
    assertTrue(key.verifies(hash, r, order.subtract(s)));
    hash[0] ^= 1;
    assertFalse(key.verifies(hash, r, s));
  }

  @ParameterizedTest
  @CsvSource({"P_256, secp256r1, 32", "P_384, secp384r1, 48", "P_521, secp521r1, 66"})
  void onlyAPointOfTheCurveThatIsWrittenInFullIsAKey(Curve curve, String name, int width)
      throws Exception {
    byte[] point = JdkSigner.of("EC", new ECGenParameterSpec(name)).point(2 * width + 1);
    assertTrue(EcdsaPublicKey.of(curve, point).isPresent());
    assertNoKey(curve, new byte[0]);
    assertNoKey(curve, new byte[1]);
    assertNoKey(curve, Arrays.copyOf(point, width));
    assertNoKey(curve, Arrays.copyOf(point, point.length - 1));
    int sign = point[point.length - 1] & 1;
    byte[] compressed = Arrays.copyOf(point, width + 1);
    compressed[0] = (byte) (2 | sign);
    assertNoKey(curve, compressed);
    byte[] hybrid = point.clone();
    hybrid[0] = (byte) (6 | sign);
    assertNoKey(curve, hybrid);
    byte[] elsewhere = point.clone();
    elsewhere[point.length - 1] ^= 1;
    assertNoKey(curve, elsewhere);
  }

  private static void assertNoKey(Curve curve, byte[] encoded) {
    assertEquals(Optional.empty(), EcdsaPublicKey.of(curve, encoded));
  }
}
