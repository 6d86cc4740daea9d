package org.keyrite.cli.console;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The line that shows progress, and when it is written. The rules:
 *
 * <ul>
 *   <li>Nothing is shown of what takes less than a second, and nothing while nothing goes on:
 *       whatever a pipe waits for may be asking a question on the same screen.
 *   <li>Nothing is shown in the background, where somebody else has the terminal.
 *   <li>It is as long as the terminal is wide at most, so that it is one row, and one row is
 *       erased. That leaves room for the {@code ^C} that a terminal shows after it.
 *   <li>When it is erased, nothing of it is left.
 * </ul>
 */
final class ProgressLine {
  private static final long PATIENCE_NANOSECONDS = TimeUnit.SECONDS.toNanos(1);
  private static final long PLAIN_PAUSE_NANOSECONDS = TimeUnit.SECONDS.toNanos(10);
  private static final int USUAL_COLUMNS = 80;
  private static final int ROOM_FOR_CONTROL_C = 3;
  private static final String CLEAR_TO_END_OF_LINE = "\u001b[K";

  private final ProgressScreen screen;
  private final String programName;
  private final String verb;
  private final OptionalLong total;
  private final Rate rate = new Rate();
  private final boolean plain;
  private final long begun;
  private long written;
  private long shownBytes;
  private boolean isThere;
  private boolean ended;

  /**
   * A line about work that begins now.
   *
   * @param verb what is done to bytes, such as {@code read}
   * @param total how many bytes there are, if it is known
   */
  ProgressLine(ProgressScreen screen, String programName, String verb, OptionalLong total) {
    this.screen = screen;
    this.programName = programName;
    this.verb = verb;
    this.total = total;
    this.plain = screen.style() == ProgressScreen.Style.PLAIN;
    this.begun = screen.nanoseconds().getAsLong();
    this.written = begun;
    rate.add(begun, 0);
  }

  /** Shows that so many bytes have been worked on by now, if it is time to. */
  synchronized void show(long bytes) {
    long now = screen.nanoseconds().getAsLong();
    rate.add(now, bytes);
    long due = plain ? written + PLAIN_PAUSE_NANOSECONDS : begun + PATIENCE_NANOSECONDS;
    if (ended || bytes == shownBytes || now - due < 0 || !screen.foreground().getAsBoolean()) {
      return;
    }
    written = now;
    shownBytes = bytes;
    String line = cut(programName + ": " + ProgressText.of(verb, bytes, total, rate.perSecond()));
    isThere = !plain;
    print(plain ? line + "\n" : "\r" + line + CLEAR_TO_END_OF_LINE);
  }

  private String cut(String line) {
    int columns = screen.columns().getAsInt();
    int most = Math.max(0, (columns > 0 ? columns : USUAL_COLUMNS) - ROOM_FOR_CONTROL_C);
    return line.length() <= most ? line : line.substring(0, most);
  }

  /** Erases it, for good. */
  synchronized void end() {
    // A shell that has the terminal again has its own prompt where the line was.
    if (isThere && screen.foreground().getAsBoolean()) {
      print("\r" + CLEAR_TO_END_OF_LINE);
    }
    isThere = false;
    ended = true;
  }

  private void print(String text) {
    screen.err().print(text);
    screen.err().flush();
  }
}
