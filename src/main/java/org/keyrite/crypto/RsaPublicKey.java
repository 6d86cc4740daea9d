package org.keyrite.crypto;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.encodings.OAEPEncoding;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.engines.RSAEngine;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.util.BigIntegers;

/**
 * An RSA public key, for OAEP with SHA-256 (RFC 8017, section 7.1), and for signatures with PKCS #1
 * v1.5 (section 8.2).
 */
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

  /**
   * Whether a signature over a message is that of this key. What was signed is made anew and
   * compared: forgeries have come from taking it apart.
   *
   * @param hash of SHA-2, 256 or 512 bits
   */
  public boolean verifies(StrongHash hash, byte[] message, byte[] signature) {
    int length = (modulus().bitLength() + 7) / 8;
    BigInteger number = new BigInteger(1, signature);
    if (signature.length != length || number.compareTo(modulus()) >= 0) {
      return false;
    }
    RSAEngine engine = new RSAEngine();
    engine.init(false, key);
    byte[] signed =
        BigIntegers.asUnsignedByteArray(
            length, new BigInteger(1, engine.processBlock(signature, 0, length)));
    return Arrays.equals(encodedHash(hash, hash.begin().finish(message), length), signed);
  }

  /** The hash with the name of its algorithm, at the end of the block (section 9.2). */
  private static byte[] encodedHash(StrongHash algorithm, byte[] hash, int length) {
    byte[] prefix = hashPrefix(algorithm);
    byte[] block = new byte[length];
    Arrays.fill(block, (byte) 0xff);
    int start = length - prefix.length - hash.length;
    block[0] = 0;
    block[1] = 1;
    block[start - 1] = 0;
    System.arraycopy(prefix, 0, block, start, prefix.length);
    System.arraycopy(hash, 0, block, start + prefix.length, hash.length);
    return block;
  }

  /** The DER of a {@code DigestInfo} up to the hash, as section 9.2 lists it in its notes. */
  private static byte[] hashPrefix(StrongHash algorithm) {
    if (algorithm.equals(StrongHash.SHA_256)) {
      return HexFormat.of().parseHex("3031300d060960864801650304020105000420");
    }
    if (algorithm.equals(StrongHash.SHA_512)) {
      return HexFormat.of().parseHex("3051300d060960864801650304020305000440");
    }
    throw new IllegalArgumentException("no signatures are made with " + algorithm);
  }

  /** OAEP with SHA-256 for both of its hashes. */
  static OAEPEncoding oaep(byte[] label) {
    return new OAEPEncoding(new RSABlindedEngine(), new SHA256Digest(), new SHA256Digest(), label);
  }
}
