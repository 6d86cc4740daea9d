package org.keyrite.crypto;

import java.security.MessageDigest;

/** A hash of the bytes so far. */
public final class RunningHash {
  private final MessageDigest digest;

  RunningHash(MessageDigest digest) {
    this.digest = digest;
  }

  public RunningHash update(byte[] bytes) {
    digest.update(bytes);
    return this;
  }

  public RunningHash update(byte[] bytes, int offset, int length) {
    digest.update(bytes, offset, length);
    return this;
  }

  /** Another one that goes on from here. */
  public RunningHash copy() {
    try {
      return new RunningHash((MessageDigest) digest.clone());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's own digests can be copied", e);
    }
  }

  /** The hash; this one is of nothing again. */
  public byte[] finish() {
    return digest.digest();
  }
}
