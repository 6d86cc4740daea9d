package org.keyrite.cli.console;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.keyrite.files.CountedInput;
import org.keyrite.os.Shutdown;

/**
 * How far work has come, shown while it lasts. Those who work only count; a thread of its own looks
 * at the counter now and then. Where nothing is shown, there is neither.
 *
 * <p>It is gone when it is closed, or when a signal ends the program. To be closed before anything
 * else is said.
 */
public final class Progress implements AutoCloseable {
  private static final long PAUSE_MILLISECONDS = 250;

  /** Of one input or several, each with its own thread. */
  private final AtomicLong bytes = new AtomicLong();

  private final CountDownLatch ended = new CountDownLatch(1);
  private final ProgressScreen screen;
  private final String programName;
  private final String verb;
  private final OptionalLong total;
  private ProgressLine line;
  private Thread onSignal;

  /**
   * Progress of work that has yet to begin.
   *
   * @param programName precedes what is shown
   * @param total tells how many bytes there are to be read, if it is known; asked only if it is to
   *     be shown
   */
  public Progress(ProgressScreen screen, String programName, Supplier<OptionalLong> total) {
    this(screen, programName, "read", total);
  }

  /** Likewise, of bytes that something else is done to, such as {@code overwritten}. */
  public Progress(
      ProgressScreen screen, String programName, String verb, Supplier<OptionalLong> total) {
    this.screen = screen;
    this.programName = programName;
    this.verb = verb;
    this.total = isShown() ? total.get() : OptionalLong.empty();
  }

  /** How much is left of an input to be read, if it is a file; a pipe or a device does not say. */
  public static OptionalLong left(InputStream input) {
    if (input instanceof FileInputStream file) {
      try {
        long left = file.getChannel().size() - file.getChannel().position();
        return left > 0 ? OptionalLong.of(left) : OptionalLong.empty();
      } catch (IOException e) {
        // It has no position.
      }
    }
    return OptionalLong.empty();
  }

  private boolean isShown() {
    return screen.style() != ProgressScreen.Style.NONE;
  }

  /** The same input, of which is counted what is read. */
  public InputStream counting(InputStream input) {
    return isShown() ? new CountedInput(input, bytes::addAndGet) : input;
  }

  /** Counts bytes that something was done to. */
  public void add(long count) {
    bytes.addAndGet(count);
  }

  /** From now on it is shown, unless somebody is asked something: then it is not to begin yet. */
  public Progress begin() {
    if (isShown()) {
      ProgressLine shown = new ProgressLine(screen, programName, verb, total);
      line = shown;
      onSignal = new Thread(shown::end, "erase progress");
      Shutdown.atEnd(onSignal);
      try {
        Thread.ofPlatform().daemon().name("show progress").start(() -> show(shown));
      } catch (OutOfMemoryError e) {
        // The system has no thread to give: then it is not shown.
      }
    }
    return this;
  }

  private void show(ProgressLine shown) {
    try {
      while (!ended.await(PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
        shown.show(bytes.get());
      }
    } catch (InterruptedException e) {
      // Nobody does that; it would be the end of it.
    }
  }

  @Override
  public void close() {
    if (line != null) {
      ended.countDown();
      line.end();
      Shutdown.notAnyMore(onSignal);
    }
  }
}
