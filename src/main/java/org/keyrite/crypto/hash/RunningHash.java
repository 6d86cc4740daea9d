package org.keyrite.crypto.hash;

/** A hash of bytes that pass by. */
public abstract sealed class RunningHash permits OpenSslHash, LibraryHash {
  /** More bytes. */
  public final RunningHash update(byte[] bytes) {
    return update(bytes, 0, bytes.length);
  }

  /** More bytes. */
  public abstract RunningHash update(byte[] bytes, int offset, int length);

  /** Another one that goes on from here. */
  public abstract RunningHash copy();

  /** The hash of all bytes so far; ends it. */
  public abstract byte[] finish();

  /** The hash of these bytes after all others; ends it. */
  public final byte[] finish(byte[] bytes) {
    return update(bytes).finish();
  }
}
