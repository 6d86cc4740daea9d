package org.keyrite.crypto.signing;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.keyrite.crypto.hash.HashAlgorithm;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.crypto.hash.WeakHash;

/**
 * An RSA public key, for OAEP with SHA-256 (RFC 8017, section 7.1), and for signatures with PKCS #1
 * v1.5 (section 8.2).
 */
public record RsaPublicKey(BigInteger modulus, BigInteger exponent) {
  /** In bits. Shorter keys have been within reach of attackers for years. */
  public static final int MIN_BITS = 2048;

  /** In bits. The time of an operation grows with the third power. */
  public static final int MAX_BITS = 16_384;

  private static final int MAX_EXPONENT_BITS = 64;

  /** The DER before a hash: the rest of a {@code DigestInfo} (section 9.2, note 1). */
  private static final Map<HashAlgorithm, String> PREFIXES =
      Map.of(
          WeakHash.MD5, "3020300c06082a864886f70d020505000410",
          WeakHash.SHA_1, "3021300906052b0e03021a05000414",
          WeakHash.SHA_224, "302d300d06096086480165030402040500041c",
          StrongHash.SHA_256, "3031300d060960864801650304020105000420",
          StrongHash.SHA_384, "3041300d060960864801650304020205000430",
          StrongHash.SHA_512, "3051300d060960864801650304020305000440",
          StrongHash.SHA3_256, "3031300d060960864801650304020805000420",
          StrongHash.SHA3_512, "3051300d060960864801650304020a05000440");

  /** For numbers that {@linkplain #isUsable can be a key}; others are a bug of the caller. */
  public RsaPublicKey {
    if (!isUsable(modulus, exponent)) {
      throw new IllegalArgumentException("these numbers are no RSA key");
    }
  }

  /**
   * A key, if it can be one: {@link #MIN_BITS} to {@link #MAX_BITS} bits, and an odd exponent of at
   * most 64 bits.
   */
  public static Optional<RsaPublicKey> of(BigInteger modulus, BigInteger exponent) {
    return isUsable(modulus, exponent)
        ? Optional.of(new RsaPublicKey(modulus, exponent))
        : Optional.empty();
  }

  private static boolean isUsable(BigInteger modulus, BigInteger exponent) {
    return isUsable(modulus, exponent, MIN_BITS);
  }

  /** Whether these numbers can be a key, if one of fewer bits were admitted. */
  public static boolean isUsable(BigInteger modulus, BigInteger exponent, int minBits) {
    return modulus.signum() > 0
        && modulus.testBit(0)
        && modulus.bitLength() >= minBits
        && modulus.bitLength() <= MAX_BITS
        && exponent.compareTo(BigInteger.TWO) > 0
        && exponent.testBit(0)
        && exponent.bitLength() <= MAX_EXPONENT_BITS;
  }

  /**
   * Whether the modulus hides its factors from a first look: it is no prime, and has no small one.
   * Whoever encrypts to a key should ask. It takes as long as hundreds of verifications, which the
   * pinned key of a signer need not cost: its owner has other ways to let anybody sign.
   */
  public boolean hidesItsFactors() {
    try {
      RSAKeyParameters.validateModulus(modulus);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The same key as SSH writes it. */
  public SshPublicKey asSsh() {
    return SshPublicKey.rsa(exponent, modulus);
  }

  /**
   * Whether the key signed the hash. What a signature opens to is compared with the one encoding
   * that it can have, and never parsed: parsing it is how signatures were forged (CVE-2006-4339).
   *
   * @param hash made with the algorithm, which is not of the BLAKE2b family
   * @param signature as many bytes as the modulus has
   */
  public boolean verifies(HashAlgorithm algorithm, byte[] hash, byte[] signature) {
    return signature.length == length() && verifies(algorithm, hash, new BigInteger(1, signature));
  }

  /** The same for a signature that is written as a number, without the zeros in front of it. */
  public boolean verifies(HashAlgorithm algorithm, byte[] hash, BigInteger signature) {
    BigInteger expected = new BigInteger(1, encoded(algorithm, hash));
    return signature.signum() > 0
        && signature.compareTo(modulus) < 0
        && signature.modPow(exponent, modulus).equals(expected);
  }

  /** EMSA-PKCS1-v1_5 (section 9.2): 00 01 ff … ff 00, {@code DigestInfo}. */
  private byte[] encoded(HashAlgorithm algorithm, byte[] hash) {
    if (!PREFIXES.containsKey(algorithm)) {
      throw new IllegalArgumentException("no signatures are made with " + algorithm);
    }
    byte[] prefix = HexFormat.of().parseHex(PREFIXES.get(algorithm));
    byte[] encoded = new byte[length()];
    int start = encoded.length - prefix.length - hash.length;
    encoded[1] = 1;
    Arrays.fill(encoded, 2, start - 1, (byte) 0xff);
    System.arraycopy(prefix, 0, encoded, start, prefix.length);
    System.arraycopy(hash, 0, encoded, start + prefix.length, hash.length);
    return encoded;
  }

  /** Of the modulus, and of everything made with the key, in bytes. */
  private int length() {
    return (modulus.bitLength() + 7) / 8;
  }
}
