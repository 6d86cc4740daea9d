package org.keyrite.age;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Encrypts or decrypts a payload from a source to a destination, on all cores, in order and in
 * constant memory.
 *
 * <p>Every thread does the whole of the work on its own run of chunks: it takes its turn to read,
 * seals or opens what it has read, waits for its turn to write, and starts over. So a chunk stays
 * in one core's cache, and threads meet only where order demands it.
 *
 * <p>Nobody waits for the source while there is something to be written: a source that pauses does
 * not keep back what came before, but for a chunk that it has begun.
 */
final class PayloadTransfer {
  /** More threads could not be fed by one file. It also bounds the memory. */
  private static final int MAX_THREADS = 4;

  /** Chunks that are read, worked on and written at once. */
  static final int RUN_CHUNKS = 8;

  /** Runs that are done sooner than a thread is started. */
  private static final int FEW_RUNS = 2;

  private final ChunkCipher cipher;
  private final ChunkSource source;
  private final OutputStream destination;
  private final int threads;
  private final ThreadFactory factory;

  // Held by the thread whose turn it is to read; it guards the source too.
  private final ReentrantLock reading = new ReentrantLock();
  private long runsRead;

  // Held for a moment, to pass the turn to write: that thread's are the destination and the length.
  private final ReentrantLock passing = new ReentrantLock();
  private final Condition passed = passing.newCondition();
  private long runsWritten;
  private volatile Throwable failure;
  private long length;

  /** On the cores of this machine. */
  PayloadTransfer(ChunkCipher cipher, ChunkSource source, OutputStream destination) {
    this(
        cipher,
        source,
        destination,
        Runtime.getRuntime().availableProcessors(),
        Thread.ofPlatform().daemon().name("age-payload").factory());
  }

  /** On so many cores, with threads of the factory's. */
  PayloadTransfer(
      ChunkCipher cipher,
      ChunkSource source,
      OutputStream destination,
      int cores,
      ThreadFactory factory) {
    this.cipher = cipher;
    this.source = source;
    this.destination = destination;
    this.threads = Math.min(cores, MAX_THREADS);
    this.factory = factory;
  }

  /**
   * Transfers all there is. When this returns or throws, no other thread works on it any more, and
   * what it held is wiped.
   *
   * @return how many bytes were written
   * @throws IOException if the source, a chunk or the destination failed; all that came before was
   *     written, and nothing after
   */
  long run() throws IOException {
    // Most files are small: memory that is not touched costs no time.
    if (work(1, 1) && work(RUN_CHUNKS, FEW_RUNS)) {
      List<Thread> workers = startWorkers();
      work(RUN_CHUNKS, Long.MAX_VALUE);
      workers.forEach(PayloadTransfer::join);
    }
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw (RuntimeException) e;
    }
    return length;
  }

  /** Does so many runs; false if that were all there are. */
  private boolean work(int chunks, long runs) {
    boolean more = true;
    try (ChunkRun run = new ChunkRun(cipher, chunks)) {
      for (long i = 0; more && i < runs; i++) {
        more = passOn(run);
      }
    } catch (IOException | RuntimeException | Error e) {
      more = false;
      stop(e);
    }
    return more;
  }

  /** Does one run; false if there are no more after it, or none at all. */
  private boolean passOn(ChunkRun run) throws IOException {
    long number;
    boolean more;
    reading.lock();
    try {
      number = runsRead;
      if (source.hasEnded() || failure != null || !(source.isAtHand() || awaitTurn(number))) {
        return false;
      }
      runsRead++;
      run.read(source);
      more = !source.hasEnded();
    } finally {
      reading.unlock();
    }
    run.process();
    if (!awaitTurn(number)) {
      return false;
    }
    length += run.write(destination);
    passTurn(number + 1);
    return more;
  }

  /** Waits until all runs before this one are written; false if that will not be. */
  private boolean awaitTurn(long number) {
    passing.lock();
    try {
      while (runsWritten != number && failure == null) {
        passed.awaitUninterruptibly();
      }
      return failure == null;
    } finally {
      passing.unlock();
    }
  }

  /** Only the thread whose turn it is calls this. A run that fails never does. */
  private void passTurn(long next) {
    passing.lock();
    try {
      runsWritten = next;
      passed.signalAll();
    } finally {
      passing.unlock();
    }
  }

  private void stop(Throwable reason) {
    passing.lock();
    try {
      if (failure == null) {
        failure = reason;
      }
      passed.signalAll();
    } finally {
      passing.unlock();
    }
  }

  private List<Thread> startWorkers() {
    List<Thread> workers = new ArrayList<>();
    try {
      while (workers.size() < threads - 1) {
        Thread worker = factory.newThread(() -> work(RUN_CHUNKS, Long.MAX_VALUE));
        worker.start();
        workers.add(worker);
      }
    } catch (OutOfMemoryError e) {
      // The system has no more threads to give. Those that there are do it.
    }
    return workers;
  }

  private static void join(Thread worker) {
    boolean interrupted = false;
    while (worker.isAlive()) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
