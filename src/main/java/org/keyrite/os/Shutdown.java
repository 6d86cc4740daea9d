package org.keyrite.os;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunction.Transition;
import org.graalvm.nativeimage.c.function.CLibrary;

/**
 * The end of the program: by a signal, while its threads still run, and the very last of it. What a
 * signal ends dies of that signal once it has cleaned up: a shell stops its script only then.
 */
@CLibrary(value = "keyrite", requireStatic = true)
public final class Shutdown {
  /** What a shell says of a program that died of {@code SIGPIPE}. */
  private static final int BROKEN_PIPE = 141;

  /** What cleans up; also the lock for all of these. */
  private static final Set<Thread> TASKS = new LinkedHashSet<>();

  private static Runnable lastWords = Shutdown::silence;
  private static boolean begun;
  private static boolean ending;
  private static volatile boolean decided;

  private Shutdown() {}

  /**
   * Has a task run when the program ends. To be called before there is anything to clean up: a
   * signal may come at any moment after that. Does not return when the program is ending already.
   */
  public static void atEnd(Thread task) {
    if (!register(task)) {
      awaitTheEnd();
    }
  }

  private static boolean register(Thread task) {
    synchronized (TASKS) {
      try {
        if (!begun) {
          Runtime.getRuntime().addShutdownHook(new Thread(Shutdown::cleanUp, "clean up"));
          begun = true;
        }
      } catch (IllegalStateException e) {
        return false;
      }
      return !ending && TASKS.add(task);
    }
  }

  /** The task is done or no longer needed. While the program is ending, it runs all the same. */
  public static void notAnyMore(Thread task) {
    synchronized (TASKS) {
      TASKS.remove(task);
    }
  }

  /**
   * Has something said when all tasks are done: what has become of the work is known only then, and
   * the terminal is as it was. While the program is ending, this changes nothing.
   */
  public static void sayLast(Runnable words) {
    synchronized (TASKS) {
      lastWords = ending ? lastWords : words;
    }
  }

  /** There is nothing to say any more. */
  public static void sayNothing() {
    sayLast(Shutdown::silence);
  }

  /**
   * The point of no return: from now on the work stands, whatever ends the program. To be called by
   * whoever would undo it otherwise, in the lock in which that is done.
   */
  public static void decide() {
    decided = true;
  }

  /** Whether the program has passed that point. */
  public static boolean isDecided() {
    return decided;
  }

  private static void silence() {
    // Nothing is to be said.
  }

  private static void cleanUp() {
    List<Thread> tasks;
    Runnable words;
    synchronized (TASKS) {
      ending = true;
      tasks = new ArrayList<>(TASKS);
      words = lastWords;
    }
    tasks.forEach(Thread::start);
    try {
      for (Thread task : tasks) {
        task.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    words.run();
  }

  /**
   * Does not return when the program is ending. A signal makes steps fail that were under way: the
   * message about the signal, from whoever cleans up, is the true one then.
   */
  public static void awaitIfEnding() {
    Thread probe = new Thread(() -> {}, "probe");
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
    } catch (IllegalStateException e) {
      awaitTheEnd();
    }
  }

  /**
   * The status to end with after a write to standard output or errors has failed. If that was since
   * its reader is gone, the process dies of {@code SIGPIPE}, unless whoever started it has that
   * signal ignored.
   *
   * @param otherwise the status if not; always on a JVM
   */
  public static int statusOfFailedOutput(int otherwise) {
    boolean broken = Image.isNative() && (endByBrokenPipe(1) != 0 || endByBrokenPipe(2) != 0);
    return broken ? BROKEN_PIPE : otherwise;
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

  /** Ours, in {@code src/main/c/end.c}. */
  @CFunction(value = "keyrite_prepare_end", transition = Transition.NO_TRANSITION)
  static native void prepare();

  /** Likewise, to be called when Java has its handlers for signals. */
  @CFunction(value = "keyrite_note_signals", transition = Transition.NO_TRANSITION)
  static native void noteSignals();

  /** Likewise. */
  @CFunction(value = "keyrite_end_by_broken_pipe", transition = Transition.NO_TRANSITION)
  private static native int endByBrokenPipe(int fileDescriptor);

  /** Likewise: overwrites all memory, and does not return. */
  @CFunction(value = "keyrite_end", transition = Transition.NO_TRANSITION)
  private static native void end(int status);

  /** What the program does last, whatever ends it but a signal that nobody handles. */
  @TargetClass(className = "java.lang.Shutdown")
  static final class Last {
    private Last() {}

    @Substitute
    static void halt0(int status) {
      end(status);
    }
  }
}
