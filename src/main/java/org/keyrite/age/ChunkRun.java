package org.keyrite.age;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.keyrite.age.header.AgeException.PayloadFailure;

/**
 * Memory for a run of chunks, which are read, then sealed or opened, then written; used again and
 * again by one thread. A failure, of the source or of a chunk, comes after what precedes it.
 */
final class ChunkRun implements AutoCloseable {
  private final ChunkCipher cipher;
  private final byte[] input;
  private final ByteBuffer output;
  private IOException failure;
  private ChunkSource.Extent extent;

  /** With room for so many chunks. */
  ChunkRun(ChunkCipher cipher, int chunks) {
    this.cipher = cipher;
    this.input = new byte[chunks * cipher.lengthBefore() + 1];
    this.output = ByteBuffer.allocate(chunks * cipher.lengthAfter()).limit(0);
  }

  /** Reads what is next. */
  void read(ChunkSource source) {
    extent = source.read(input);
    failure = extent.failure();
  }

  /** Seals or opens what was read. */
  void process() {
    output.clear();
    int from = 0;
    long chunk = extent.chunk();
    try {
      // Of an empty file there is one chunk too.
      while (from < extent.length() || (extent.last() && chunk == extent.chunk())) {
        int length = Math.min(extent.length() - from, cipher.lengthBefore());
        boolean last = extent.last() && from + length == extent.length();
        cipher.apply(chunk, last, input, from, length, output);
        from += length;
        chunk++;
      }
    } catch (PayloadFailure e) {
      failure = e;
    }
    output.flip();
  }

  /** What came of it. */
  ByteBuffer output() {
    return output;
  }

  /**
   * Writes all that came of it, and then fails if the run did.
   *
   * @return how many bytes that were
   */
  int write(OutputStream destination) throws IOException {
    int length = output.remaining();
    destination.write(output.array(), output.position(), length);
    output.position(output.limit());
    throwFailure();
    return length;
  }

  /** Fails if reading did, or a chunk. */
  void throwFailure() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() {
    Arrays.fill(input, (byte) 0);
    Arrays.fill(output.clear().array(), (byte) 0);
    output.limit(0);
  }
}
