package org.keyrite.crypto.hash;

/** A hash of bytes that pass by. */
public sealed interface RunningHash permits OpenSslHash, LibraryHash {
  /** More bytes. */
  default RunningHash update(byte[] bytes) {
    return update(bytes, 0, bytes.length);
  }

  /** More bytes. */
  RunningHash update(byte[] bytes, int offset, int length);

  /** Another one that goes on from here. */
  RunningHash copy();

  /** The hash of all bytes so far; ends it. */
  byte[] finish();

  /** The hash of these bytes after all others; ends it. */
  default byte[] finish(byte[] bytes) {
    return update(bytes).finish();
  }
}
