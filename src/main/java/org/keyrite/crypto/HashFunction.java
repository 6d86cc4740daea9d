package org.keyrite.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hash functions that signatures were ever made over and that can still be computed here.
 *
 * <p>MD5, SHA-1 and SHA-224 are among them for what costs nothing to believe: that an owner took a
 * key back, and which key a fingerprint names. Whether a hash is strong enough is for the caller to
 * say.
 */
public enum HashFunction {
  MD5("MD5", 16),
  SHA_1("SHA-1", 20),
  SHA_224("SHA-224", 28),
  SHA_256("SHA-256", 32),
  SHA_384("SHA-384", 48),
  SHA_512("SHA-512", 64),
  SHA3_256("SHA3-256", 32),
  SHA3_512("SHA3-512", 64);

  private final String name;
  private final int length;

  HashFunction(String name, int length) {
    this.name = name;
    this.length = length;
  }

  /** Of the hash, in bytes. */
  public int length() {
    return length;
  }

  /** A hash of nothing yet. */
  public RunningHash start() {
    try {
      return new RunningHash(MessageDigest.getInstance(name));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has " + name, e);
    }
  }

  /** The name in the standards, such as {@code SHA-256}. */
  @Override
  public String toString() {
    return name;
  }
}
