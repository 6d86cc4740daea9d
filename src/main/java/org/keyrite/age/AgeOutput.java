package org.keyrite.age;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import org.keyrite.crypto.PayloadKey;

/**
 * Encrypts what is written to it, on all cores and in constant memory.
 *
 * <p>{@link #finish} ends the file. Closing does not: a stream that is closed on the way out of a
 * failure leaves a file without its end, which every reader refuses, and not one that is whole and
 * wrong.
 *
 * <p>Specification: "Payload".
 */
public final class AgeOutput extends OutputStream {
  private final PayloadKey key;
  private final OutputStream destination;
  private final Optional<ArmorOutput> armor;
  private final Conveyor<SealingRun> conveyor =
      new Conveyor<>(Runtime.getRuntime().availableProcessors());
  private final List<SealingRun> runs = new ArrayList<>();
  private final Queue<SealingRun> written = new ArrayDeque<>();
  private SealingRun filling;
  private long chunk;
  private boolean ended;

  /** Takes ownership of the key and of the destination, to which the header has been written. */
  AgeOutput(PayloadKey key, OutputStream destination) {
    this.key = key;
    this.destination = destination;
    this.armor = destination instanceof ArmorOutput output ? Optional.of(output) : Optional.empty();
    this.filling = newRun();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    checkOpen();
    int from = offset;
    int end = offset + length;
    while (from < end) {
      // A full run waits until it is known whether it is the last one.
      if (filling.isFull()) {
        filling.place(chunk, false);
        conveyor.add(filling);
        chunk += filling.chunks();
        filling = nextRun();
      }
      from += filling.fill(bytes, from, end - from);
    }
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  /**
   * Ends the file: writes the last chunk, and the last line of the armor if there is one. Flushes
   * the destination and leaves it open.
   */
  public void finish() throws IOException {
    checkOpen();
    filling.place(chunk, true);
    conveyor.add(filling);
    writeAll();
    end();
    if (armor.isPresent()) {
      armor.get().finish();
    }
    destination.flush();
  }

  /** A run to fill: one that has been written, or a new one while others are at work. */
  private SealingRun nextRun() throws IOException {
    while (conveyor.hasDone() || (written.isEmpty() && conveyor.isFull())) {
      writeFirst();
    }
    return written.isEmpty() ? newRun() : written.remove();
  }

  private void writeAll() throws IOException {
    while (!conveyor.isEmpty()) {
      writeFirst();
    }
  }

  private void writeFirst() throws IOException {
    SealingRun run = conveyor.take();
    try {
      destination.write(run.sealed(), 0, run.sealedLength());
    } catch (IOException e) {
      // It is not known how much of it was written: nothing may follow.
      end();
      throw e;
    }
    run.clear();
    if (run.chunks() == PayloadInput.RUN_CHUNKS) {
      written.add(run);
    }
  }

  private SealingRun newRun() {
    SealingRun run = new SealingRun(key, runs.isEmpty() ? 1 : PayloadInput.RUN_CHUNKS);
    runs.add(run);
    return run;
  }

  private void checkOpen() throws IOException {
    if (ended) {
      throw new IOException("the file has been ended");
    }
  }

  private void end() {
    ended = true;
    conveyor.close();
    runs.forEach(SealingRun::close);
    key.close();
  }

  /**
   * Writes what is sealed, or about to be, and flushes the destination. What has been written since
   * the last full run, at most 256 KiB, stays behind.
   */
  @Override
  public void flush() throws IOException {
    writeAll();
    destination.flush();
  }

  /** Closes the destination. Without {@link #finish}, what it holds is not a whole file. */
  @Override
  public void close() throws IOException {
    end();
    destination.close();
  }
}
