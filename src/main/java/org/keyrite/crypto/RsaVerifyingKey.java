package org.keyrite.crypto;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * An RSA public key for signatures of RSASSA-PKCS1-v1_5 (RFC 8017, section 8.2).
 *
 * <p>What a signature opens to is compared with the one encoding that it can have, and never
 * parsed: parsing it is how signatures were forged (CVE-2006-4339).
 */
public final class RsaVerifyingKey {
  /** The DER before a hash: the rest of DigestInfo (RFC 8017, section 9.2, note 1). */
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

  private final BigInteger modulus;
  private final BigInteger exponent;

  private RsaVerifyingKey(BigInteger modulus, BigInteger exponent) {
    this.modulus = modulus;
    this.exponent = exponent;
  }

  /**
   * A key, if it can be one: {@link RsaPublicKey#MIN_BITS} to {@link RsaPublicKey#MAX_BITS} bits,
   * with an odd exponent of at most 64 bits.
   */
  public static Optional<RsaVerifyingKey> of(BigInteger modulus, BigInteger exponent) {
    return RsaPublicKey.isUsable(modulus, exponent) && modulus.testBit(0)
        ? Optional.of(new RsaVerifyingKey(modulus, exponent))
        : Optional.empty();
  }

  /** Of the modulus. */
  public int bits() {
    return modulus.bitLength();
  }

  /**
   * Whether the key signed the hash.
   *
   * @param signature big-endian; zeros in front may be missing
   */
  public boolean verifies(HashAlgorithm function, byte[] hash, BigInteger signature) {
    if (signature.signum() <= 0 || signature.compareTo(modulus) >= 0) {
      return false;
    }
    int length = (modulus.bitLength() + 7) / 8;
    byte[] opened = signature.modPow(exponent, modulus).toByteArray();
    byte[] expected = new BigInteger(1, encoded(function, hash, length)).toByteArray();
    return MessageDigest.isEqual(expected, opened);
  }

  /** EMSA-PKCS1-v1_5: 00 01 ff … ff 00, DigestInfo. */
  private static byte[] encoded(HashAlgorithm function, byte[] hash, int length) {
    byte[] prefix = HexFormat.of().parseHex(PREFIXES.get(function));
    byte[] encoded = new byte[length];
    int start = length - prefix.length - hash.length;
    encoded[1] = 1;
    Arrays.fill(encoded, 2, start - 1, (byte) 0xff);
    System.arraycopy(prefix, 0, encoded, start, prefix.length);
    System.arraycopy(hash, 0, encoded, start + prefix.length, hash.length);
    return encoded;
  }
}
