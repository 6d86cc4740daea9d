package org.keyrite.cli.console;

import java.io.PrintStream;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.keyrite.os.Tty;

/**
 * Where progress is shown, if it is: the terminal that standard error is.
 *
 * @param err standard error
 * @param style how it is shown
 * @param columns how wide the terminal is now, in characters; 0 if it does not say
 * @param foreground whether the terminal is this program's to write to now
 * @param nanoseconds a clock that goes on evenly, from whenever it likes
 */
public record ProgressScreen(
    PrintStream err,
    Style style,
    IntSupplier columns,
    BooleanSupplier foreground,
    LongSupplier nanoseconds) {
  private static final int STANDARD_OUTPUT = 1;
  private static final int STANDARD_ERROR = 2;

  /** How progress is shown. */
  public enum Style {
    /** In one line, which is written anew in its place and erased in the end. */
    LINE,
    /** In lines that stay, now and then, without a control sequence. */
    PLAIN,
    /** Not at all. */
    NONE
  }

  /** Shows nothing. */
  public static ProgressScreen none(PrintStream err) {
    return new ProgressScreen(err, Style.NONE, () -> 0, () -> false, () -> 0);
  }

  /**
   * That of the age tools. Where a plain style is wanted they show nothing, as the originals do: a
   * dumb terminal is most often a program that reads what they say.
   */
  static ProgressScreen ofAgeTools(PrintStream err) {
    return ofProcess(err, Style.NONE, false);
  }

  /** That of keyrite's own commands, with {@code --plain} or without. */
  public static ProgressScreen ofCommands(PrintStream err, boolean plain) {
    return ofProcess(err, Style.PLAIN, plain);
  }

  private static ProgressScreen ofProcess(PrintStream err, Style plain, boolean asked) {
    // Who reads what goes into a pipe may be at work on the same screen.
    if (!Tty.isTerminal(STANDARD_ERROR) || Tty.isPipe(STANDARD_OUTPUT)) {
      return none(err);
    }
    return new ProgressScreen(
        err,
        asked || wantsPlain(System.getenv()) ? plain : Style.LINE,
        () -> Tty.columns(STANDARD_ERROR),
        () -> Tty.isInForeground(STANDARD_ERROR),
        System::nanoTime);
  }

  /** Whether an environment asks for text alone, or knows of no terminal that does more. */
  static boolean wantsPlain(Map<String, String> environment) {
    String terminal = environment.getOrDefault("TERM", "");
    return !environment.getOrDefault("NO_COLOR", "").isEmpty()
        || terminal.isEmpty()
        || terminal.equals("dumb");
  }
}
