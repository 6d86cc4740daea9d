package org.keyrite.age;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.keyrite.age.AgeException.PayloadFailure;
import org.keyrite.crypto.PayloadKey;

/**
 * A run of chunks that is read from the file, opened by any thread, and used again. A failure, of
 * the source or of a chunk, comes after the plaintext of the chunks before it.
 */
final class OpeningRun implements Runnable, AutoCloseable {
  static final int SEALED_LENGTH = PayloadKey.CHUNK_LENGTH + PayloadKey.OVERHEAD;

  private final PayloadKey key;
  // One byte more than the chunks: whether it is there tells whether the last one is the final one.
  private final byte[] sealed;
  private final byte[] plaintext;
  private long firstChunk;
  private int buffered;
  private boolean last;
  private int released;
  private IOException failure;

  /** With room for so many chunks. */
  OpeningRun(PayloadKey key, int chunks) {
    this.key = key;
    this.sealed = new byte[chunks * SEALED_LENGTH + 1];
    this.plaintext = new byte[chunks * PayloadKey.CHUNK_LENGTH];
  }

  /** How many chunks there is room for. */
  int chunks() {
    return plaintext.length / PayloadKey.CHUNK_LENGTH;
  }

  /**
   * Reads as many chunks as the source has at hand, and at least one.
   *
   * @param first the number of the first chunk
   * @param next a byte that has been read already, negative if there is none
   * @return whether there is more to read, after this run
   */
  boolean read(long first, int next, InputStream source) {
    firstChunk = first;
    buffered = 0;
    last = false;
    released = 0;
    failure = null;
    if (next >= 0) {
      sealed[buffered++] = (byte) next;
    }
    try {
      int atHand = Math.clamp(source.available() / SEALED_LENGTH, 1, chunks());
      int wanted = atHand * SEALED_LENGTH + 1;
      while (buffered < wanted && !last) {
        // Up to a chunk's end and no further: a source that fails may forget what it read before.
        int end = ((buffered - 1) / SEALED_LENGTH + 1) * SEALED_LENGTH + 1;
        int count = source.read(sealed, buffered, end - buffered);
        last = count < 0;
        buffered += Math.max(count, 0);
      }
      return !last;
    } catch (IOException e) {
      failure = e;
      return false;
    }
  }

  /** The number of the chunk after this run, if there is more to read. */
  long nextChunk() {
    return firstChunk + buffered / SEALED_LENGTH;
  }

  /** The byte after this run, if there is more to read. */
  int nextByte() {
    return buffered > 0 ? sealed[buffered - 1] & 0xff : -1;
  }

  /** Whether the file ends with this run. */
  boolean isLast() {
    return last;
  }

  @Override
  public void run() {
    long chunk = firstChunk;
    int from = 0;
    // The byte after the chunks is not of this run; a source that ended left none.
    int end = last ? buffered : buffered - 1;
    try {
      while (end - from >= SEALED_LENGTH || (last && (from < end || chunk == firstChunk))) {
        int length = Math.min(end - from, SEALED_LENGTH);
        open(chunk, from, length, last && from + length == end);
        from += length;
        chunk++;
      }
    } catch (PayloadFailure e) {
      failure = e;
    }
  }

  private void open(long chunk, int from, int length, boolean ends) throws PayloadFailure {
    if (length < PayloadKey.OVERHEAD) {
      throw new PayloadFailure("the file ends before its last chunk does");
    }
    if (length == PayloadKey.OVERHEAD && chunk > 0) {
      // The specification gives a payload one form only: this one should have ended a chunk ago.
      throw new PayloadFailure("the last chunk is empty");
    }
    boolean opened = key.open(chunk, ends, sealed, from, length, plaintext, released);
    // A full chunk may be authentic and still not belong here, at the end or before it. It was
    // meant to be read, so it is; what follows, or does not, is the failure.
    boolean misplaced =
        !opened
            && length == SEALED_LENGTH
            && key.open(chunk, !ends, sealed, from, length, plaintext, released);
    if (!opened && !misplaced) {
      throw new PayloadFailure("a chunk of the file was changed, moved or cut short");
    }
    released += length - PayloadKey.OVERHEAD;
    if (misplaced) {
      throw new PayloadFailure(
          ends ? "the file ends before its last chunk" : "there is more after the last chunk");
    }
  }

  /** The authenticated plaintext, in an array that is longer. */
  byte[] plaintext() {
    return plaintext;
  }

  /** Its length. */
  int released() {
    return released;
  }

  /** What comes after the plaintext, if neither more of it nor the file's end does. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void close() {
    Arrays.fill(plaintext, (byte) 0);
  }
}
