package org.keyrite.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A hash that can stand for a file. There is none here that is too weak to: MD5, SHA-1 and
 * everything shorter than 256 bits cannot be asked for.
 *
 * @param family what it is made of
 * @param bits its length: 256, 384 or 512 of SHA-2; of BLAKE2b any whole number of bytes from 256
 *     to 512
 */
public record HashAlgorithm(Family family, int bits) {
  public static final HashAlgorithm SHA_256 = new HashAlgorithm(Family.SHA_2, 256);
  public static final HashAlgorithm SHA_384 = new HashAlgorithm(Family.SHA_2, 384);
  public static final HashAlgorithm SHA_512 = new HashAlgorithm(Family.SHA_2, 512);
  public static final HashAlgorithm BLAKE2B_512 = new HashAlgorithm(Family.BLAKE2B, 512);

  /** What a hash is made of. */
  public enum Family {
    /** FIPS 180-4. */
    SHA_2,
    /** RFC 7693, without a key. */
    BLAKE2B
  }

  public HashAlgorithm {
    int step = family == Family.SHA_2 ? 128 : 8;
    if (bits < 256 || bits > 512 || bits % step != 0) {
      throw new IllegalArgumentException("no such hash");
    }
  }

  /** How many digits it has in hex. */
  public int hexDigits() {
    return bits / 4;
  }

  /** A hash of this kind that has seen nothing yet. */
  public RunningHash begin() {
    return new RunningHash(digest());
  }

  private MessageDigest digest() {
    if (family == Family.BLAKE2B) {
      return new Blake2b(bits);
    }
    try {
      return MessageDigest.getInstance(toString());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-2", e);
    }
  }

  /** Its usual name: {@code SHA-256}, {@code BLAKE2b-512}. */
  @Override
  public String toString() {
    return (family == Family.SHA_2 ? "SHA-" : "BLAKE2b-") + bits;
  }
}
