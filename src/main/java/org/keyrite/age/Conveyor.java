package org.keyrite.age;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does jobs on all cores and gives them back done, in the order in which they were added.
 *
 * <p>Its owner, one thread, works too: it does what no worker has begun when it would have to wait
 * otherwise. So one core needs no workers, and neither do a few jobs: they are started when a third
 * waits. They are daemons, and end with the conveyor, or by themselves if it was forgotten.
 *
 * @param <J> a job: computes, and neither waits nor throws
 */
final class Conveyor<J extends Runnable> implements AutoCloseable {
  /** One thread reads and writes for all: it cannot feed more. It also bounds the memory. */
  private static final int MAX_WORKERS = 4;

  /** Done by the owner sooner than a thread is started. */
  private static final int FEW = 2;

  private static final int IDLE_SECONDS = 1;

  private final int workers;
  private final Queue<FutureTask<J>> jobs = new ArrayDeque<>();
  private ThreadPoolExecutor pool;

  /** For this many cores. */
  Conveyor(int cores) {
    this.workers = Math.min(cores - 1, MAX_WORKERS);
  }

  boolean isEmpty() {
    return jobs.isEmpty();
  }

  /** Whether a job should be taken before another is added. */
  boolean isFull() {
    return jobs.size() > 4 * workers;
  }

  /** Whether {@link #take} would give a job without working or waiting. */
  boolean hasDone() {
    FutureTask<J> first = jobs.peek();
    return first != null && first.isDone();
  }

  void add(J job) {
    FutureTask<J> task = new FutureTask<>(job, job);
    jobs.add(task);
    if (pool != null) {
      pool.execute(task);
    } else if (workers > 0 && jobs.size() > FEW) {
      pool = startPool();
      jobs.forEach(pool::execute);
    }
  }

  /** The first job that was added and not yet taken, done. There must be one. */
  J take() {
    FutureTask<J> first = jobs.remove();
    first.run(); // which does nothing if a worker has begun it
    for (FutureTask<J> other : jobs) {
      if (first.isDone()) {
        break;
      }
      other.run();
    }
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return first.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a job failed", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Gives up what has not been begun, and waits for what has: when it returns, no job is running,
   * and what jobs were working on may be wiped.
   */
  @Override
  public void close() {
    jobs.clear();
    if (pool == null) {
      return;
    }
    pool.shutdownNow();
    boolean interrupted = false;
    while (!pool.isTerminated()) {
      try {
        pool.awaitTermination(IDLE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private ThreadPoolExecutor startPool() {
    ThreadPoolExecutor started =
        new ThreadPoolExecutor(
            workers,
            workers,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "age-payload");
              thread.setDaemon(true);
              return thread;
            });
    started.allowCoreThreadTimeOut(true);
    return started;
  }
}
