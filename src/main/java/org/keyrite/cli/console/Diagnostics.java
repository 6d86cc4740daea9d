package org.keyrite.cli.console;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.keyrite.age.header.AgeException;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Reason;
import org.keyrite.os.Control;
import org.keyrite.os.Shutdown;
import org.keyrite.text.Visible;

/**
 * What the age tools say to a person. The rules:
 *
 * <ul>
 *   <li>Standard output is for the result and nothing else.
 *   <li>Everything said goes to standard error, each line under the program's name: {@code error}
 *       for what ended the run, {@code hint} for what to do about it, {@code warning} for what did
 *       not end it, nothing for what a plugin says. Small letters, no full stop.
 *   <li>Nothing from outside reaches a terminal as it is. A file's name can hold escape sequences
 *       that rewrite the screen, or marks that turn text around; they are shown as code points.
 *   <li>An identity is never shown, not even one that was given in place of something else.
 *   <li>A reader that went away ({@code age -d … | head}) is no error worth a word, only a status.
 * </ul>
 */
public record Diagnostics(String programName, PrintStream err) {
  private static final String SECRET_MARK = "AGE-SECRET-KEY-";
  private static final String LONGEST_TYPE = "PQ-1";

  /** Says why the run ends; returns the exit status, which is 1 but for a reader that went away. */
  public int failed(Exception failure) {
    if (isBrokenPipe(failure)) {
      return Shutdown.statusOfFailedOutput(1);
    }
    error(sentence(failure));
    if (!advice(failure).isEmpty()) {
      say("hint", advice(failure));
    }
    return 1;
  }

  /** Says why the run ends. */
  public void error(String sentence) {
    say("error", sentence);
  }

  public void warn(String sentence) {
    say("warning", sentence);
  }

  /** Warns of what the kernel has refused to protect; on a JVM there is nobody to ask. */
  public void warnUnlessApplied(List<Control> controls) {
    controls.stream()
        .filter(control -> control.state() == Control.State.FAILED)
        .map(control -> "not in force: " + control.name() + " (" + control.detail() + ")")
        .forEach(this::warn);
  }

  /** Tells what is going on. */
  public void note(String sentence) {
    print(programName + ": " + shown(sentence) + "\n");
  }

  /** Prints a text of ours as it is. */
  public void print(String text) {
    err.print(text);
    err.flush();
  }

  private static String sentence(Exception failure) {
    return failure instanceof IOException io && !(failure instanceof AgeException)
        ? Reason.of(io)
        : failure.getMessage();
  }

  private static String advice(Exception failure) {
    return switch (failure) {
      case AgeException ours -> ours.advice();
      case Fault fault -> fault.advice();
      default -> "";
    };
  }

  private static boolean isBrokenPipe(Exception failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    String message = cause.getMessage();
    return cause instanceof IOException && message != null && message.contains("Broken pipe");
  }

  private void say(String kind, String sentence) {
    note(kind + ": " + sentence);
  }

  /** What may be seen of a text that is not ours. */
  public static String shown(String text) {
    return Visible.of(withoutSecrets(text));
  }

  /** The text without any identity that is in it. */
  public static String withoutSecrets(String text) {
    int start = text.toUpperCase(Locale.ROOT).indexOf(SECRET_MARK);
    if (start < 0) {
      return text;
    }
    int end = start;
    while (end < text.length() && isKeyCharacter(text.charAt(end))) {
      end++;
    }
    // Without data behind it, it is only how an identity begins, as our own advice has it.
    boolean isSecret = end - start > SECRET_MARK.length() + LONGEST_TYPE.length();
    String shown = isSecret ? "(an identity)" : text.substring(start, end);
    return text.substring(0, start) + shown + withoutSecrets(text.substring(end));
  }

  private static boolean isKeyCharacter(char character) {
    return character == '-' || Character.isLetterOrDigit(character);
  }
}
