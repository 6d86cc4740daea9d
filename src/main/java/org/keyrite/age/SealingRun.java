package org.keyrite.age;

import java.util.Arrays;
import org.keyrite.crypto.PayloadKey;

/** A run of chunks that is filled with plaintext, sealed by any thread, and used again. */
final class SealingRun implements Runnable, AutoCloseable {
  private static final int SEALED_LENGTH = PayloadKey.CHUNK_LENGTH + PayloadKey.OVERHEAD;

  private final PayloadKey key;
  private final byte[] plaintext;
  private final byte[] sealed;
  private int length;
  private int sealedLength;
  private long firstChunk;
  private boolean last;

  /** With room for so many chunks. */
  SealingRun(PayloadKey key, int chunks) {
    this.key = key;
    this.plaintext = new byte[chunks * PayloadKey.CHUNK_LENGTH];
    this.sealed = new byte[chunks * SEALED_LENGTH];
  }

  /** How many chunks there is room for. */
  int chunks() {
    return plaintext.length / PayloadKey.CHUNK_LENGTH;
  }

  boolean isFull() {
    return length == plaintext.length;
  }

  /** Takes as much as there is room for, and says how much that was. */
  int fill(byte[] bytes, int from, int count) {
    int taken = Math.min(count, plaintext.length - length);
    System.arraycopy(bytes, from, plaintext, length, taken);
    length += taken;
    return taken;
  }

  /**
   * Gives the run its place in the file.
   *
   * @param last whether it ends the file; only then may it be less than full
   */
  void place(long firstChunk, boolean last) {
    this.firstChunk = firstChunk;
    this.last = last;
  }

  @Override
  public void run() {
    sealedLength = 0;
    int from = 0;
    long chunk = firstChunk;
    do {
      int count = Math.min(PayloadKey.CHUNK_LENGTH, length - from);
      boolean ends = last && from + count == length;
      key.seal(chunk, ends, plaintext, from, count, sealed, sealedLength);
      sealedLength += count + PayloadKey.OVERHEAD;
      from += count;
      chunk++;
    } while (from < length);
  }

  /** The sealed chunks, in an array that is longer. */
  byte[] sealed() {
    return sealed;
  }

  int sealedLength() {
    return sealedLength;
  }

  /** Starts over. */
  void clear() {
    length = 0;
  }

  @Override
  public void close() {
    Arrays.fill(plaintext, (byte) 0);
  }
}
