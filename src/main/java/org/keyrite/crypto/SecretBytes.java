package org.keyrite.crypto;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Secret bytes with an end of life. The key types of this package hold one each.
 *
 * <p>Reading after the end is a bug and is reported as one: wiped bytes are all zero, and a cipher
 * would take them for a key without complaint.
 */
public final class SecretBytes implements AutoCloseable {
  private final byte[] bytes;
  private boolean wiped;

  /** Takes ownership of the array: the caller must not keep or change it. */
  public SecretBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The same for a secret whose length is known. */
  public SecretBytes(byte[] bytes, int length) {
    if (bytes.length != length) {
      throw new IllegalArgumentException("a secret of " + length + " bytes, not " + bytes.length);
    }
    this.bytes = bytes;
  }

  /** The live array, not a copy. */
  public byte[] bytes() {
    if (wiped) {
      throw new IllegalStateException("a secret was used after it was wiped");
    }
    return bytes;
  }

  /** Whether the other secret is the same, in a time that tells nothing but the length. */
  public boolean isSameAs(SecretBytes other) {
    return MessageDigest.isEqual(bytes(), other.bytes());
  }

  @Override
  public void close() {
    wiped = true;
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
