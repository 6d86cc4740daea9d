package org.keyrite.age;

import java.io.IOException;
import java.io.InputStream;

/**
 * Where the chunks of a payload are read from, some at a time. For one thread at a time.
 *
 * <p>It does not wait with chunks that it has: it reads as many as the source has at hand, and at
 * least one.
 */
final class ChunkSource {
  private final InputStream source;
  private final int chunkLength;
  // Where to go on: the number of the chunk, and its first byte, if that has been read.
  private long chunk;
  private int next = -1;
  private boolean ended;

  /**
   * From the source's present position.
   *
   * @param chunk the number of the first chunk
   * @param chunkLength the length of every chunk but the final one, in bytes
   */
  ChunkSource(InputStream source, long chunk, int chunkLength) {
    this.source = source;
    this.chunk = chunk;
    this.chunkLength = chunkLength;
  }

  /** Whether there is nothing more to read: the source ended, or it failed. */
  boolean hasEnded() {
    return ended;
  }

  /** Whether reading begins without waiting. */
  boolean isAtHand() {
    return atHand() > 0;
  }

  private int atHand() {
    try {
      return source.available();
    } catch (IOException e) {
      // Not every source can tell, and whether this one fails is found out by reading.
      return 0;
    }
  }

  /**
   * Reads chunks to the start of an array, which has room for some and for one byte more: whether
   * that byte is there tells whether the chunk before it is the final one.
   */
  Extent read(byte[] chunks) {
    // Until it is known otherwise: after a bug in the source, nobody reads on.
    ended = true;
    int length = 0;
    if (next >= 0) {
      chunks[length++] = (byte) next;
    }
    int whole = Math.clamp((atHand() + length - 1L) / chunkLength, 1, chunks.length / chunkLength);
    boolean last = false;
    IOException failure = null;
    try {
      while (length <= whole * chunkLength && !last) {
        // Up to a chunk's end and no further: a source that fails may forget what it read before.
        int end = (Math.max(length - 1, 0) / chunkLength + 1) * chunkLength + 1;
        int count = source.read(chunks, length, end - length);
        last = count < 0;
        length += Math.max(count, 0);
      }
    } catch (IOException e) {
      failure = e;
    }
    ended = last || failure != null;
    int known = Math.max(length - 1, 0) / chunkLength * chunkLength;
    Extent extent = new Extent(chunk, last ? length : known, last, failure);
    chunk += known / chunkLength;
    next = ended ? -1 : chunks[known] & 0xff;
    return extent;
  }

  /**
   * What was read.
   *
   * @param chunk the number of the first chunk
   * @param length of all chunks, in bytes; each but the final one is whole
   * @param last whether the final one is among them
   * @param failure why there is nothing more, null if it is not because of a failure
   */
  record Extent(long chunk, int length, boolean last, IOException failure) {}
}
