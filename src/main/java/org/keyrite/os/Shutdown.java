package org.keyrite.os;

/** The end of the program by a signal, while its threads still run. */
public final class Shutdown {
  private Shutdown() {}

  /**
   * Has a task run when the program ends. To be called before there is anything to clean up: a
   * signal may come at any moment after that. Does not return when the program is ending already.
   */
  public static void atEnd(Thread task) {
    try {
      Runtime.getRuntime().addShutdownHook(task);
    } catch (IllegalStateException e) {
      awaitTheEnd();
    }
  }

  /** The task is done or no longer needed. While the program is ending, it runs all the same. */
  public static void notAnyMore(Thread task) {
    try {
      Runtime.getRuntime().removeShutdownHook(task);
    } catch (IllegalStateException e) {
      // It is what runs now, and finds its work done.
    }
  }

  /**
   * Does not return when the program is ending. A signal makes steps fail that were under way: the
   * message about the signal, from whoever cleans up, is the true one then.
   */
  public static void awaitIfEnding() {
    Thread probe = new Thread(() -> {}, "probe");
    atEnd(probe);
    notAnyMore(probe);
  }

  private static void awaitTheEnd() {
    while (true) {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        // The program ends anyway.
      }
    }
  }
}
