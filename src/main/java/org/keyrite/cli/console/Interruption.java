package org.keyrite.cli.console;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.keyrite.os.Shutdown;
import org.keyrite.os.Tty;
import org.keyrite.text.Visible;

/**
 * What is said when a signal ends the program: once, when everything is cleaned up. Of a command
 * that has a point of no return, it says on which side of it the signal came. After that point the
 * program dies of the signal only when the command has shown its result.
 */
public final class Interruption implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final CountDownLatch shown = new CountDownLatch(1);
  private final String undone;
  private final String done;

  private Interruption(String undone, String done) {
    this.undone = undone;
    this.done = done;
  }

  /**
   * To be made before there is anything to interrupt, and closed when the result was shown.
   *
   * @param undone what a signal before the point of no return leaves, without a full stop
   * @param done what stands after it, likewise
   */
  public static Interruption of(String undone, String done) {
    Interruption interruption = new Interruption(undone, done);
    Shutdown.sayLast(interruption::say);
    return interruption;
  }

  private void say() {
    if (!Shutdown.isDecided()) {
      say(undone, "Begin again when you can.");
      return;
    }
    try {
      // A terminal that takes no more text must not keep the program alive.
      boolean _ = shown.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    say(done, "Do not begin again.");
  }

  /**
   * Says what has become of the work, in a thread of its own: a terminal that takes no more text
   * must not keep the program alive.
   *
   * @param done what was done about it, without a full stop
   * @param advice one sentence
   */
  public static void say(String done, String advice) {
    Thread words =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  System.err.println(
                      (Tty.isTerminal(2) ? "\n" : "")
                          + "keyrite: Interrupted. "
                          + Visible.of(done)
                          + ".");
                  System.err.println("         " + Visible.of(advice));
                });
    try {
      words.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The result was shown, or there is none. */
  @Override
  public void close() {
    System.out.flush();
    shown.countDown();
    Shutdown.sayNothing();
  }
}
