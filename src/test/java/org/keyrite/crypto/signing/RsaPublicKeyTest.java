package org.keyrite.crypto.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrite.crypto.Joined;
import org.keyrite.crypto.hash.HashAlgorithm;
import org.keyrite.crypto.hash.StrongHash;

/** RSA signatures of the JDK's are verified, and forgeries are not. */
class RsaPublicKeyTest {
  private static final BigInteger F4 = BigInteger.valueOf(65537);

  @ParameterizedTest
  @MethodSource("org.keyrite.crypto.hash.HashAlgorithmTest#ofTheJdk")
  void overEachHash(HashAlgorithm algorithm) throws Exception {
    JdkSigner signer = JdkSigner.rsa(2048);
    RsaPublicKey key = key(signer);
    byte[] hash = algorithm.begin().finish(JdkSigner.MESSAGE);
    BigInteger signature = new BigInteger(1, signer.sign(name(algorithm)));
    assertTrue(key.verifies(algorithm, hash, signature));
    assertFalse(key.verifies(algorithm, hash, signature.add(key.modulus())));
    assertFalse(key.verifies(algorithm, hash, signature.subtract(key.modulus())));
    assertFalse(key.verifies(algorithm, hash, signature.add(BigInteger.ONE)));
    assertFalse(key.verifies(algorithm, hash, BigInteger.ZERO));
    assertFalse(key.verifies(algorithm, hash, BigInteger.ONE));
    hash[0] ^= 1;
    assertFalse(key.verifies(algorithm, hash, signature));
  }

  /** The JDK's name for signing over a hash. */
  private static String name(HashAlgorithm algorithm) {
    return algorithm.toString().replace("SHA-", "SHA") + "withRSA";
  }

  @ParameterizedTest
  @CsvSource({"2048, 256", "2048, 512", "3072, 512"})
  void inAsManyBytesAsTheModulusHas(int bits, int hashBits) throws Exception {
    JdkSigner signer = JdkSigner.rsa(bits);
    RsaPublicKey key = key(signer);
    StrongHash algorithm = new StrongHash(StrongHash.Family.SHA_2, hashBits);
    StrongHash other = hashBits == 256 ? StrongHash.SHA_512 : StrongHash.SHA_256;
    byte[] hash = algorithm.begin().finish(JdkSigner.MESSAGE);
    byte[] signature = signer.sign(name(algorithm));
    assertTrue(key.verifies(algorithm, hash, signature));
    assertFalse(key.verifies(other, other.begin().finish(JdkSigner.MESSAGE), signature));
    assertFalse(key.verifies(algorithm, hash, Arrays.copyOf(signature, signature.length - 1)));
    assertFalse(key.verifies(algorithm, hash, Arrays.copyOf(signature, signature.length + 1)));
    assertFalse(key.verifies(algorithm, hash, Joined.of(new byte[1], signature)));
    assertFalse(key.verifies(algorithm, hash, new byte[0]));
    for (int at = 0; at < signature.length; at += 17) {
      signature[at] ^= 1;
      assertFalse(key.verifies(algorithm, hash, signature));
      signature[at] ^= 1;
    }
    // The same number modulo n, which is not the one encoding.
    byte[] tooLarge = new BigInteger(1, signature).add(key.modulus()).toByteArray();
    assertFalse(key.verifies(algorithm, hash, tooLarge));
    byte[] cut = Arrays.copyOfRange(tooLarge, tooLarge.length - bits / 8, tooLarge.length);
    assertFalse(key.verifies(algorithm, hash, cut));
    assertThrows(
        IllegalArgumentException.class,
        () -> key.verifies(StrongHash.BLAKE2B_512, hash, signature));
  }

  /** What a lenient verifier takes, made here with the secret key itself. */
  @Test
  void encodingsThatAreAlmostRight() throws Exception {
    JdkSigner signer = JdkSigner.rsa(2048);
    RsaPublicKey key = key(signer);
    byte[] hash = StrongHash.SHA_256.begin().finish(JdkSigner.MESSAGE);
    String info = "3031300d060960864801650304020105000420" + HexFormat.of().formatHex(hash);
    String withoutNull = "302f300b0609608648016503040201" + "0420" + HexFormat.of().formatHex(hash);
    String right = "0001" + "ff".repeat(253 - 51) + "00" + info;
    assertTrue(key.verifies(StrongHash.SHA_256, hash, opensTo(signer, right)));
    for (String wrong :
        List.of(
            "0001" + "ff".repeat(8) + "00" + info + "00".repeat(194),
            "0001" + "ff".repeat(253 - 49) + "00" + withoutNull,
            "0001" + "fe" + "ff".repeat(253 - 52) + "00" + info,
            "0002" + "ff".repeat(253 - 51) + "00" + info,
            "0001" + "ff".repeat(253 - 51) + "ff" + info,
            "00".repeat(205) + info)) {
      assertEquals(512, wrong.length());
      assertFalse(key.verifies(StrongHash.SHA_256, hash, opensTo(signer, wrong)), wrong);
    }
  }

  private static BigInteger opensTo(JdkSigner signer, String encoded) {
    RSAPrivateKey secret = (RSAPrivateKey) signer.pair().getPrivate();
    return new BigInteger(encoded, 16).modPow(secret.getPrivateExponent(), secret.getModulus());
  }

  @Test
  void numbersThatAreNoKey() {
    BigInteger modulus = BigInteger.TWO.pow(2047).add(BigInteger.ONE);
    assertTrue(RsaPublicKey.of(modulus, F4).isPresent());
    assertNoKey(modulus.add(BigInteger.ONE), F4);
    assertNoKey(modulus.shiftRight(1), F4);
    assertNoKey(modulus.negate(), F4);
    assertNoKey(BigInteger.TWO.pow(16_384).add(BigInteger.ONE), F4);
    assertNoKey(modulus, BigInteger.ONE);
    assertNoKey(modulus, BigInteger.TWO.pow(16));
    assertNoKey(modulus, BigInteger.TWO.pow(64).add(BigInteger.ONE));
  }

  private static void assertNoKey(BigInteger modulus, BigInteger exponent) {
    assertEquals(Optional.empty(), RsaPublicKey.of(modulus, exponent));
  }

  @Test
  void aModulusWithFactorsForEverybodyToSee() throws Exception {
    assertTrue(key(JdkSigner.rsa(2048)).hidesItsFactors());
    // The first of them is divisible by 3, the second a prime of Mersenne.
    BigInteger divisible = BigInteger.TWO.pow(2047).add(BigInteger.ONE);
    assertFalse(RsaPublicKey.of(divisible, F4).orElseThrow().hidesItsFactors());
    BigInteger prime = BigInteger.TWO.pow(2203).subtract(BigInteger.ONE);
    assertFalse(RsaPublicKey.of(prime, F4).orElseThrow().hidesItsFactors());
  }

  private static RsaPublicKey key(JdkSigner signer) {
    RSAPublicKey numbers = (RSAPublicKey) signer.publicKey();
    return RsaPublicKey.of(numbers.getModulus(), numbers.getPublicExponent()).orElseThrow();
  }
}
