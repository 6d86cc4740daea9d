package org.keyrite.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.crypto.EcdsaPublicKey.Curve;

/** Signatures are verified as their specifications say; the JDK makes them. */
class SignaturesTest {
  private static final byte[] MESSAGE = "what was signed".getBytes(US_ASCII);
  private static final byte[] ANOTHER = "what was not signed".getBytes(US_ASCII);

  /** The eight points of small order, and the other encodings that some of them have. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void aKeyUnderWhichAnythingIsSignedIsNone(String point) {
    byte[] key = HexFormat.of().parseHex(point);
    assertFalse(Ed25519Signature.isKey(key));
    // S = 0 and R = the neutral point: for these keys the equation holds for many messages.
    byte[] signature = new byte[Ed25519Signature.LENGTH];
    signature[0] = 1;
    for (int trial = 0; trial < 16; trial++) {
      assertFalse(Ed25519Signature.verifies(key, signature, new byte[] {(byte) trial}, 1));
    }
  }

  @Test
  void aPointOutsideTheGroupOfTheBasePointIsNoKey() {
    // The base point plus the point of order two: on the curve, of large order, made by nobody.
    byte[] base =
        HexFormat.of().parseHex("5866666666666666666666666666666666666666666666666666666666666666");
    assertTrue(Ed25519Signature.isKey(base));
    byte[] mixed =
        HexFormat.of().parseHex("9599999999999999999999999999999999999999999999999999999999999999");
    assertFalse(Ed25519Signature.isKey(mixed));
    assertFalse(Ed25519Signature.isKey(Arrays.copyOf(base, 31)));
    assertFalse(Ed25519Signature.isKey(Arrays.copyOf(base, 33)));
  }

  @ParameterizedTest
  @CsvSource({
    "P_256, secp256r1, SHA256withECDSAinP1363Format, 32",
    "P_384, secp384r1, SHA384withECDSAinP1363Format, 48",
    "P_521, secp521r1, SHA512withECDSAinP1363Format, 66"
  })
  void ecdsaOnEachCurve(Curve curve, String name, String algorithm, int width) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new java.security.spec.ECGenParameterSpec(name));
    KeyPair pair = generator.generateKeyPair();
    byte[] point = encoded((ECPublicKey) pair.getPublic(), width);
    EcdsaPublicKey key = EcdsaPublicKey.decode(curve, point).orElseThrow();
    byte[] signature = sign(algorithm, pair);
    BigInteger r = new BigInteger(1, Arrays.copyOf(signature, width));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, width, 2 * width));
    assertTrue(key.verifies(r, s, MESSAGE));
    assertFalse(key.verifies(r, s, ANOTHER));
    assertFalse(key.verifies(s, r, MESSAGE));
    BigInteger order = ((ECPublicKey) pair.getPublic()).getParams().getOrder();
    for (BigInteger edge : List.of(BigInteger.ZERO, order, order.add(r), r.negate())) {
      assertFalse(key.verifies(edge, s, MESSAGE));
      assertFalse(key.verifies(r, edge, MESSAGE));
    }
    assertFalse(key.verifies(r, order.add(s), MESSAGE));
    assertTrue(key.verifies(r, order.subtract(s), MESSAGE));
    assertNoKey(curve, Arrays.copyOf(point, point.length - 1));
    assertNoKey(curve, new byte[0]);
    assertNoKey(curve, new byte[1]);
    point[point.length - 1] ^= 1;
    assertNoKey(curve, point);
    point[point.length - 1] ^= 1;
    point[0] = (byte) (6 | (point[point.length - 1] & 1));
    assertNoKey(curve, point);
  }

  @ParameterizedTest
  @CsvSource({"2048, SHA256withRSA, 256", "2048, SHA512withRSA, 512", "3072, SHA512withRSA, 512"})
  void rsa(int bits, String algorithm, int hashBits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    KeyPair pair = generator.generateKeyPair();
    RSAPublicKey numbers = (RSAPublicKey) pair.getPublic();
    RsaPublicKey key =
        RsaPublicKey.of(numbers.getModulus(), numbers.getPublicExponent()).orElseThrow();
    StrongHash hash = new StrongHash(StrongHash.Family.SHA_2, hashBits);
    StrongHash other = hashBits == 256 ? StrongHash.SHA_512 : StrongHash.SHA_256;
    byte[] signature = sign(algorithm, pair);
    assertTrue(key.verifies(hash, MESSAGE, signature));
    assertFalse(key.verifies(hash, ANOTHER, signature));
    assertFalse(key.verifies(other, MESSAGE, signature));
    assertFalse(key.verifies(hash, MESSAGE, Arrays.copyOf(signature, signature.length - 1)));
    assertFalse(key.verifies(hash, MESSAGE, Arrays.copyOf(signature, signature.length + 1)));
    assertFalse(key.verifies(hash, MESSAGE, new byte[0]));
    for (int at = 0; at < signature.length; at += 17) {
      signature[at] ^= 1;
      assertFalse(key.verifies(hash, MESSAGE, signature));
      signature[at] ^= 1;
    }
    // The same number modulo n, which is not the one encoding.
    byte[] tooLarge = new BigInteger(1, signature).add(numbers.getModulus()).toByteArray();
    assertFalse(key.verifies(hash, MESSAGE, tooLarge));
    assertFalse(
        key.verifies(
            hash,
            MESSAGE,
            Arrays.copyOfRange(tooLarge, tooLarge.length - bits / 8, tooLarge.length)));
    // SHA-1 has no name here at all.
    assertThrows(
        IllegalArgumentException.class,
        () -> key.verifies(StrongHash.BLAKE2B_512, MESSAGE, signature));
  }

  private static void assertNoKey(Curve curve, byte[] encoded) {
    assertEquals(Optional.empty(), EcdsaPublicKey.decode(curve, encoded));
  }

  private static byte[] sign(String algorithm, KeyPair pair) throws GeneralSecurityException {
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(pair.getPrivate());
    signer.update(MESSAGE);
    return signer.sign();
  }

  private static byte[] encoded(ECPublicKey key, int width) {
    return Hpke.join(
        new byte[] {4},
        BigIntegers.asUnsignedByteArray(width, key.getW().getAffineX()),
        BigIntegers.asUnsignedByteArray(width, key.getW().getAffineY()));
  }
}
