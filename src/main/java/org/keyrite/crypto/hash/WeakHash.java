package org.keyrite.crypto.hash;

import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA224Digest;

/**
 * Hash functions that are computed for what costs nothing to believe: that an owner took a key
 * back, and which key a fingerprint names. Two inputs with one hash have been made, or could be
 * soon.
 */
public enum WeakHash implements HashAlgorithm {
  /** RFC 1321. */
  MD5("MD5", 128),
  /** FIPS 180-4. */
  SHA_1("SHA-1", 160),
  /** FIPS 180-4. */
  SHA_224("SHA-224", 224);

  private final String name;
  private final int bits;

  WeakHash(String name, int bits) {
    this.name = name;
    this.bits = bits;
  }

  @Override
  public int bits() {
    return bits;
  }

  @Override
  public RunningHash begin() {
    return new LibraryHash(
        switch (this) {
          case MD5 -> new MD5Digest();
          case SHA_1 -> new SHA1Digest();
          case SHA_224 -> new SHA224Digest();
        });
  }

  /** Its usual name, such as {@code SHA-1}. */
  @Override
  public String toString() {
    return name;
  }
}
