package org.keyrite.age.plugin;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Watches how long a plugin is waited for, and says so once for each wait that takes long. */
final class PluginPatience implements AutoCloseable {
  private final Duration patience;
  private final Runnable atItsEnd;
  private boolean waiting;
  private boolean closed;
  private long end;

  /**
   * Starts to watch.
   *
   * @param atItsEnd is run by another thread, and holds up what follows until it is done
   */
  PluginPatience(Duration patience, Runnable atItsEnd) {
    this.patience = patience;
    this.atItsEnd = atItsEnd;
    Thread.ofPlatform().daemon().name("plugin patience").start(this::watch);
  }

  /** The plugin is waited for, from now on. */
  synchronized void begin() {
    waiting = true;
    end = System.nanoTime() + patience.toNanos();
    notifyAll();
  }

  /** It has answered. */
  synchronized void end() {
    waiting = false;
  }

  private synchronized void watch() {
    try {
      while (!closed) {
        long left = end - System.nanoTime();
        if (!waiting) {
          wait();
        } else if (left > 0) {
          TimeUnit.NANOSECONDS.timedWait(this, left);
        } else {
          waiting = false;
          atItsEnd.run();
        }
      }
    } catch (InterruptedException e) {
      // Nobody interrupts it; and if somebody does, they want silence.
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
