package org.keyrite.age;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.keyrite.crypto.PayloadKey;

/**
 * Decrypts a payload, on all cores and in constant memory, and never gives out a byte of a chunk
 * that it has not authenticated.
 *
 * <p>It reads ahead while its source says that it has something at hand, so a source that pauses
 * does not keep back what came before, but for a chunk that it has begun.
 *
 * <p>Specification: "Payload".
 */
final class PayloadInput extends InputStream {
  /**
   * Chunks that are read, opened and written at once, here and when encrypting. The first run is of
   * one chunk: most files are small, and memory that is not touched costs no time.
   */
  static final int RUN_CHUNKS = 4;

  private final PayloadKey key;
  private final InputStream source;
  private final Conveyor<OpeningRun> conveyor =
      new Conveyor<>(Runtime.getRuntime().availableProcessors());
  private final List<OpeningRun> runs = new ArrayList<>();
  private final Queue<OpeningRun> spent = new ArrayDeque<>();
  // Where the next run starts: its first chunk, and its first byte, which the run before it read.
  private long chunk;
  private int next = -1;
  private boolean readAll;
  private OpeningRun current;
  private int position;
  private int limit;
  private boolean closed;

  /** Takes ownership of the key and of the source. */
  PayloadInput(PayloadKey key, InputStream source) {
    this.key = key;
    this.source = source;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    if (position == limit && !nextRun()) {
      return -1;
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(current.plaintext(), position, bytes, offset, count);
    position += count;
    return count;
  }

  @Override
  public int read() throws IOException {
    if (position == limit && !nextRun()) {
      return -1;
    }
    return current.plaintext()[position++] & 0xff;
  }

  @Override
  public int available() {
    return limit - position;
  }

  /** Goes on to the next run; false at the authenticated end, and an exception at any other. */
  private boolean nextRun() throws IOException {
    if (closed) {
      throw new IOException("the stream is closed");
    }
    if (current != null) {
      if (current.failure().isPresent()) {
        throw current.failure().get();
      }
      if (current.isLast()) {
        return false;
      }
      if (current.chunks() == RUN_CHUNKS) {
        spent.add(current);
      }
    }
    readAhead();
    current = conveyor.take();
    position = 0;
    limit = current.released();
    if (current.isLast() || current.failure().isPresent()) {
      conveyor.close();
    }
    return limit > 0 || nextRun();
  }

  private void readAhead() {
    while (!readAll && !conveyor.isFull() && (conveyor.isEmpty() || isWorthReading())) {
      OpeningRun run = spent.isEmpty() ? newRun() : spent.remove();
      readAll = !run.read(chunk, next, source);
      chunk = run.nextChunk();
      next = run.nextByte();
      conveyor.add(run);
    }
  }

  /** Whether there is time to read, and something to be read without waiting. */
  private boolean isWorthReading() {
    try {
      return !conveyor.hasDone() && source.available() > 0;
    } catch (IOException e) {
      return true; // the failure is reported by reading, in its place
    }
  }

  private OpeningRun newRun() {
    OpeningRun run = new OpeningRun(key, runs.isEmpty() ? 1 : RUN_CHUNKS);
    runs.add(run);
    return run;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    position = 0;
    limit = 0;
    conveyor.close();
    runs.forEach(OpeningRun::close);
    key.close();
    source.close();
  }
}
