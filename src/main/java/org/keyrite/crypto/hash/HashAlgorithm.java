package org.keyrite.crypto.hash;

/** A hash function. Its type says whether its hash identifies a file. */
public sealed interface HashAlgorithm permits StrongHash, WeakHash {
  /** Of a hash. */
  int bits();

  /** Of a hash, in bytes. */
  default int length() {
    return bits() / Byte.SIZE;
  }

  /** A hash of nothing yet. */
  RunningHash begin();
}
