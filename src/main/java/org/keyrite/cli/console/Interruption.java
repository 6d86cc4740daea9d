package org.keyrite.cli.console;

import java.time.Duration;
import org.keyrite.os.Tty;
import org.keyrite.text.Visible;

/** What is said when a signal ends the program. */
public final class Interruption {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private Interruption() {}

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
}
