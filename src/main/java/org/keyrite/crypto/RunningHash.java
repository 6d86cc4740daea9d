package org.keyrite.crypto;

import java.security.MessageDigest;

/** A hash of bytes that pass by, begun by {@link HashAlgorithm#begin}. */
public final class RunningHash {
  private final MessageDigest digest;

  RunningHash(MessageDigest digest) {
    this.digest = digest;
  }

  /** More bytes. */
  public void update(byte[] bytes, int offset, int length) {
    digest.update(bytes, offset, length);
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
