package org.keyrite.cli.machine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.keyrite.machine.Wipe;
import org.keyrite.os.Shutdown;
import org.keyrite.os.Tty;
import org.keyrite.text.Visible;

/** Ends a wipe between two steps when a signal ends the program, and says how far it came. */
final class WipeInterruption implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 2;

  private final Wipe wipe;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread onSignal = new Thread(this::report, "report the interruption");
  private volatile boolean ending;
  private volatile boolean over;

  WipeInterruption(Wipe wipe) {
    this.wipe = wipe;
    Shutdown.atEnd(onSignal);
  }

  /** Asked between steps; does not return once a signal has come. */
  void check() {
    if (ending) {
      stopped.countDown();
      Shutdown.awaitIfEnding();
    }
  }

  private void report() {
    ending = true;
    try {
      // A disk may take its time for a step. In a thread of its own, because a terminal that takes
      // no more text must not keep the program alive.
      stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (over) {
        return; // The signal came too late, and the result is being shown.
      }
      Thread words = Thread.ofPlatform().daemon().start(this::say);
      words.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void say() {
    System.err.println(
        (Tty.isTerminal(2) ? "\n" : "")
            + "keyrite: Interrupted. Up to here: "
            + Visible.of(WipeView.done(wipe.soFar()))
            + ". The rest is still there.");
    System.err.println("         Run the same command again: it goes on from here.");
  }

  @Override
  public void close() {
    over = true;
    stopped.countDown();
    Shutdown.notAnyMore(onSignal);
  }
}
