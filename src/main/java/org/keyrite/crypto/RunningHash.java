package org.keyrite.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A hash of bytes that pass by. */
public final class RunningHash {
  private final MessageDigest digest;

  RunningHash(MessageDigest digest) {
    this.digest = digest;
  }

  /** One of the hashes that every JDK has. */
  static RunningHash ofTheJdk(String name) {
    try {
      return new RunningHash(MessageDigest.getInstance(name));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has " + name, e);
    }
  }

  /** More bytes. */
  public RunningHash update(byte[] bytes) {
    digest.update(bytes);
    return this;
  }

  /** More bytes. */
  public RunningHash update(byte[] bytes, int offset, int length) {
    digest.update(bytes, offset, length);
    return this;
  }

  /** Another one that goes on from here; not of BLAKE2b. */
  public RunningHash copy() {
    try {
      return new RunningHash((MessageDigest) digest.clone());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's own digests can be copied", e);
    }
  }

  /** The hash of all bytes so far; ends it. */
  public byte[] finish() {
    return digest.digest();
  }

  /** The hash of these bytes after all others; ends it. */
  public byte[] finish(byte[] bytes) {
    return digest.digest(bytes);
  }
}
