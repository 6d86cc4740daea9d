package org.keyrite.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrite.crypto.EcdsaVerifyingKey.Curve;
import org.keyrite.crypto.StrongHash.Family;
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

  /** All that signatures of any kind are made over, but BLAKE2b. */
  private static List<HashAlgorithm> hashesOfTheJdk() {
    return List.of(
        WeakHash.MD5,
        WeakHash.SHA_1,
        WeakHash.SHA_224,
        StrongHash.SHA_256,
        StrongHash.SHA_384,
        StrongHash.SHA_512,
        StrongHash.SHA3_256,
        StrongHash.SHA3_512);
  }

  @ParameterizedTest
  @MethodSource("hashesOfTheJdk")
  void hashesAreTheJdksAndCanBeCopied(HashAlgorithm algorithm) throws Exception {
    byte[] whole = MessageDigest.getInstance(algorithm.toString()).digest(MESSAGE);
    RunningHash hash = algorithm.begin().update(MESSAGE, 0, 5);
    RunningHash copy = hash.copy();
    byte[] rest = Arrays.copyOfRange(MESSAGE, 5, MESSAGE.length);
    assertArrayEquals(whole, hash.update(rest).finish());
    assertArrayEquals(whole, copy.update(rest).finish());
    assertEquals(whole.length, algorithm.length());
  }

  @ParameterizedTest
  @MethodSource("hashesOfTheJdk")
  void rsa(HashAlgorithm algorithm) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    RSAPublicKey parts = (RSAPublicKey) pair.getPublic();
    RsaVerifyingKey key =
        RsaVerifyingKey.of(parts.getModulus(), parts.getPublicExponent()).orElseThrow();
    assertEquals(2048, key.bits());
    byte[] hash = algorithm.begin().update(MESSAGE).finish();
    BigInteger signature =
        new BigInteger(1, signed(algorithm.toString().replace("SHA-", "SHA") + "withRSA", pair));
    assertTrue(key.verifies(algorithm, hash, signature));
    assertFalse(key.verifies(algorithm, hash, signature.add(parts.getModulus())));
    assertFalse(key.verifies(algorithm, hash, signature.add(BigInteger.ONE)));
    assertFalse(key.verifies(algorithm, hash, BigInteger.ZERO));
    assertFalse(key.verifies(algorithm, hash, BigInteger.ONE));
    hash[0] ^= 1;
    assertFalse(key.verifies(algorithm, hash, signature));
  }

  /** What a lenient verifier takes, made here with the secret key itself. */
  @Test
  void rsaEncodingsThatAreAlmostRight() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    RSAPublicKey parts = (RSAPublicKey) pair.getPublic();
    RsaVerifyingKey key =
        RsaVerifyingKey.of(parts.getModulus(), parts.getPublicExponent()).orElseThrow();
    byte[] hash = StrongHash.SHA_256.begin().update(MESSAGE).finish();
    String info = "3031300d060960864801650304020105000420" + HexFormat.of().formatHex(hash);
    String withoutNull = "302f300b0609608648016503040201" + "0420" + HexFormat.of().formatHex(hash);
    String right = "0001" + "ff".repeat(253 - 51) + "00" + info;
    assertTrue(key.verifies(StrongHash.SHA_256, hash, opensTo(pair, right)));
    for (String wrong :
        List.of(
            "0001" + "ff".repeat(8) + "00" + info + "00".repeat(194),
            "0001" + "ff".repeat(253 - 49) + "00" + withoutNull,
            "0001" + "fe" + "ff".repeat(253 - 52) + "00" + info,
            "0002" + "ff".repeat(253 - 51) + "00" + info,
            "0001" + "ff".repeat(253 - 51) + "ff" + info,
            "00".repeat(205) + info)) {
      assertEquals(512, wrong.length());
      assertFalse(key.verifies(StrongHash.SHA_256, hash, opensTo(pair, wrong)), wrong);
    }
  }

  private static BigInteger opensTo(KeyPair pair, String encoded) {
    RSAPrivateKey secret = (RSAPrivateKey) pair.getPrivate();
    return new BigInteger(encoded, 16).modPow(secret.getPrivateExponent(), secret.getModulus());
  }

  @Test
  void numbersThatAreNoRsaKey() {
    BigInteger modulus = BigInteger.TWO.pow(2047).add(BigInteger.ONE);
    BigInteger exponent = BigInteger.valueOf(65537);
    assertTrue(RsaVerifyingKey.of(modulus, exponent).isPresent());
    assertEquals(Optional.empty(), RsaVerifyingKey.of(modulus.add(BigInteger.ONE), exponent));
    assertEquals(Optional.empty(), RsaVerifyingKey.of(modulus.shiftRight(1), exponent));
    assertEquals(
        Optional.empty(),
        RsaVerifyingKey.of(BigInteger.TWO.pow(16_384).add(BigInteger.ONE), exponent));
    assertEquals(Optional.empty(), RsaVerifyingKey.of(modulus, BigInteger.ONE));
    assertEquals(Optional.empty(), RsaVerifyingKey.of(modulus, BigInteger.TWO.pow(16)));
    assertEquals(
        Optional.empty(), RsaVerifyingKey.of(modulus, BigInteger.TWO.pow(64).add(BigInteger.ONE)));
  }

  @ParameterizedTest
  @CsvSource({
    "P_256, secp256r1, SHA256withECDSA",
    "P_384, secp384r1, SHA384withECDSA",
    "P_521, secp521r1, SHA512withECDSA"
  })
  void ecdsa(Curve curve, String name, String algorithm) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(name));
    KeyPair pair = generator.generateKeyPair();
    byte[] point = point((ECPublicKey) pair.getPublic());
    BigInteger order = ((ECPublicKey) pair.getPublic()).getParams().getOrder();
    EcdsaVerifyingKey key = EcdsaVerifyingKey.of(curve, point).orElseThrow();
    ASN1Sequence numbers = ASN1Sequence.getInstance(signed(algorithm, pair));
    BigInteger r = ASN1Integer.getInstance(numbers.getObjectAt(0)).getValue();
    BigInteger s = ASN1Integer.getInstance(numbers.getObjectAt(1)).getValue();
    byte[] hash = new StrongHash(Family.SHA_2, curve.hashBits()).begin().finish(MESSAGE);
    assertTrue(key.verifies(hash, r, s));
    assertFalse(key.verifies(hash, s, r));
    assertFalse(key.verifies(hash, BigInteger.ZERO, s));
    assertFalse(key.verifies(hash, r, BigInteger.ZERO));
    assertFalse(key.verifies(hash, BigInteger.ZERO, BigInteger.ZERO));
    assertFalse(key.verifies(hash, r, s.add(order)));
    assertFalse(key.verifies(hash, r.add(order), s));
    hash[0] ^= 1;
    assertFalse(key.verifies(hash, r, s));
    point[point.length - 1] ^= 1;
    assertEquals(Optional.empty(), EcdsaVerifyingKey.of(curve, point));
    byte[] compressed = Arrays.copyOf(point, (point.length + 1) / 2);
    compressed[0] = 2;
    assertEquals(Optional.empty(), EcdsaVerifyingKey.of(curve, compressed));
    assertEquals(Optional.empty(), EcdsaVerifyingKey.of(curve, new byte[1]));
    assertEquals(Optional.empty(), EcdsaVerifyingKey.of(curve, new byte[0]));
    assertEquals(Optional.empty(), EcdsaVerifyingKey.of(curve, Arrays.copyOf(point, 64)));
  }

  /** X.509 ends with the point. */
  private static byte[] point(ECPublicKey key) {
    int length = 2 * ((key.getParams().getCurve().getField().getFieldSize() + 7) / 8) + 1;
    byte[] encoded = key.getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - length, encoded.length);
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
