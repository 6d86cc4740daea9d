package org.keyrite.cli.machine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.keyrite.cli.console.Interruption;
import org.keyrite.machine.Wipe;
import org.keyrite.os.Shutdown;

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
      // A disk may take its time for a step.
      stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (over) {
        return; // The signal came too late, and the result is being shown.
      }
      Interruption.say(
          "Up to here: " + WipeView.done(wipe.soFar()) + ". The rest is still there",
          "Run the same command again: it goes on from here.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over = true;
    stopped.countDown();
    Shutdown.notAnyMore(onSignal);
  }
}
