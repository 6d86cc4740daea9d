package org.keyrite.crypto;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.encodings.OAEPEncoding;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.RSAKeyParameters;

/** An RSA public key, for OAEP with SHA-256 (RFC 8017, section 7.1). */
public final class RsaPublicKey {
  /** In bits. Shorter keys have been within reach of attackers for years. */
  public static final int MIN_BITS = 2048;

  /** In bits. The time of an operation grows with the third power. */
  public static final int MAX_BITS = 16_384;

  private static final int MAX_EXPONENT_BITS = 64;

  private final RSAKeyParameters key;

  private RsaPublicKey(RSAKeyParameters key) {
    this.key = key;
  }

  /** A key, if it can be one; its length must have been looked at before. */
  public static Optional<RsaPublicKey> of(BigInteger modulus, BigInteger exponent) {
    if (!isUsable(modulus, exponent)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new RsaPublicKey(new RSAKeyParameters(false, modulus, exponent)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static boolean isUsable(BigInteger modulus, BigInteger exponent) {
    return modulus.signum() > 0
        && modulus.bitLength() >= MIN_BITS
        && modulus.bitLength() <= MAX_BITS
        && exponent.compareTo(BigInteger.TWO) > 0
        && exponent.testBit(0)
        && exponent.bitLength() <= MAX_EXPONENT_BITS;
  }

  public BigInteger modulus() {
    return key.getModulus();
  }

  public BigInteger exponent() {
    return key.getExponent();
  }

  /**
   * Encrypts a file key.
   *
   * @param label names the use
   * @return as many bytes as the modulus has
   */
  public byte[] wrapFileKey(FileKey fileKey, String label) {
    OAEPEncoding cipher = oaep(label.getBytes(StandardCharsets.US_ASCII));
    cipher.init(true, new ParametersWithRandom(key, Randomness.source()));
    try {
      return cipher.processBlock(fileKey.bytes(), 0, FileKey.LENGTH);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("encryption does not check anything", e);
    }
  }

  /** OAEP with SHA-256 for both of its hashes. */
  static OAEPEncoding oaep(byte[] label) {
    return new OAEPEncoding(new RSABlindedEngine(), new SHA256Digest(), new SHA256Digest(), label);
  }
}
