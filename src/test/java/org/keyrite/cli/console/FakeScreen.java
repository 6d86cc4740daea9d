package org.keyrite.cli.console;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A terminal at standard error, and a clock that goes on when it is told to. */
public final class FakeScreen {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(shown, false, StandardCharsets.UTF_8);
  // Such a clock may start anywhere, and goes round.
  private final AtomicLong nanoseconds = new AtomicLong(Long.MAX_VALUE);
  private volatile int columns = 80;
  private volatile boolean foreground = true;
  private volatile boolean wasLookedAt;

  public ProgressScreen of(ProgressScreen.Style style) {
    return new ProgressScreen(err, style, () -> columns, () -> foreground, this::time);
  }

  private long time() {
    wasLookedAt = true;
    return nanoseconds.get();
  }

  public PrintStream err() {
    return err;
  }

  void passes(Duration time) {
    nanoseconds.addAndGet(time.toNanos());
  }

  void isWide(int characters) {
    columns = characters;
  }

  void isInForeground(boolean ours) {
    foreground = ours;
  }

  /** Whether somebody was ever interested in the time, as all are who show progress. */
  boolean wasLookedAt() {
    return wasLookedAt;
  }

  /** Everything that was written to it. */
  String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  /** What was written to it since the last call. */
  String shownNow() {
    String text = shown();
    shown.reset();
    return text;
  }
}
