package org.keyrite.crypto.hash;

import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Shows the bytes of a file to several readers, such as hashes, each on a thread of its own, while
 * the next bytes are fetched. All of them see the same bytes, which were fetched once.
 *
 * <p>For one thread, which fills {@link #block}, calls {@link #pass}, and so on to the end, then
 * {@link #finish}. The first blocks are shown on that thread itself, since most files are small; on
 * a machine with one core, all of them are.
 */
public final class BlockPipeline implements AutoCloseable {
  /** Is shown the bytes of a file, in their order. */
  @FunctionalInterface
  public interface Reader {
    /** More bytes, which must not be changed, and not be kept. */
    void update(byte[] bytes, int offset, int length);
  }

  /** In bytes. Of four, those that are read stay in a processor's cache. */
  private static final int BLOCK_LENGTH = 1 << 17;

  private static final int BLOCKS = 4;

  /** So many are shown before threads are started. */
  private static final int FEW = 2;

  private final List<? extends Reader> readers;
  private final int cores;
  private final byte[][] blocks = new byte[BLOCKS][];
  private final int[] lengths = new int[BLOCKS];
  private List<Worker> workers = List.of();

  /** Guards the blocks' numbers and the end. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition changed = lock.newCondition();
  private long passed;
  private Throwable failure;

  /** On the cores of this machine. */
  public BlockPipeline(List<? extends Reader> readers) {
    this(readers, Runtime.getRuntime().availableProcessors());
  }

  /** On so many cores. */
  BlockPipeline(List<? extends Reader> readers, int cores) {
    this.readers = readers;
    this.cores = cores;
  }

  /** The block to fill next; nobody reads it any more. */
  public byte[] block() {
    awaitAll(passed - BLOCKS + 1);
    int place = place(passed);
    if (blocks[place] == null) {
      blocks[place] = new byte[BLOCK_LENGTH];
    }
    return blocks[place];
  }

  /** Shows the start of that block to all readers, now or soon. */
  public void pass(int length) {
    if (passed == FEW && cores > 1) {
      startWorkers();
    }
    if (workers.isEmpty()) {
      readers.forEach(reader -> reader.update(blocks[place(passed)], 0, length));
    }
    lock.lock();
    try {
      lengths[place(passed)] = length;
      passed++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns when all readers have seen all that was passed, or throws what one of them threw. */
  public void finish() {
    awaitAll(passed);
  }

  private void awaitAll(long blocks) {
    lock.lock();
    try {
      while (failure == null && workers.stream().anyMatch(worker -> worker.seen < blocks)) {
        changed.awaitUninterruptibly();
      }
      switch (failure) {
        case null -> {}
        case Error e -> throw e;
        case Throwable e -> throw (RuntimeException) e;
      }
    } finally {
      lock.unlock();
    }
  }

  private static int place(long block) {
    return (int) (block % BLOCKS);
  }

  private void startWorkers() {
    int threads = Math.min(readers.size(), cores);
    workers = IntStream.range(0, threads).mapToObj(first -> new Worker(first, threads)).toList();
    try {
      workers.forEach(worker -> worker.thread.start());
    } catch (OutOfMemoryError e) {
      // The system has no more threads to give. Those that there are have seen nothing yet.
      close();
      workers = List.of();
    }
  }

  /** Ends the threads; what they have not seen by then, they never see. */
  @Override
  public void close() {
    lock.lock();
    try {
      workers.forEach(worker -> worker.ended = true);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    workers.forEach(worker -> join(worker.thread));
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Shows every block to some of the readers. */
  private final class Worker {
    private final int first;
    private final int step;
    private final Thread thread =
        Thread.ofPlatform().daemon().name("file-reader").unstarted(this::work);
    private long seen = passed;
    private boolean ended;

    /** For every so many-th reader. */
    Worker(int first, int step) {
      this.first = first;
      this.step = step;
    }

    private void work() {
      try {
        while (awaitNext()) {
          int place = place(seen);
          for (int reader = first; reader < readers.size(); reader += step) {
            readers.get(reader).update(blocks[place], 0, lengths[place]);
          }
          passOn(null);
        }
      } catch (RuntimeException | Error e) {
        passOn(e);
      }
    }

    private boolean awaitNext() {
      lock.lock();
      try {
        while (seen == passed && !ended) {
          changed.awaitUninterruptibly();
        }
        return !ended;
      } finally {
        lock.unlock();
      }
    }

    private void passOn(Throwable thrown) {
      lock.lock();
      try {
        seen++;
        if (failure == null) {
          failure = thrown;
        }
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
