package org.keyrite.cli.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.keyrite.fault.Refused;
import org.keyrite.machine.Leftover;
import org.keyrite.os.Tty;
import org.keyrite.text.Visible;

/**
 * Asks the person at the controlling terminal whether to do what cannot be undone. Question and
 * answer go there even when standard output is a file: nobody can confirm what they do not see.
 *
 * @param answers what is typed
 * @param questions the screen
 */
public record Confirmation(InputStream answers, PrintStream questions) {
  /**
   * Opens the terminal.
   *
   * @param what somebody would do there, behind "could"
   * @param advice what to do without one
   * @throws Refused if there is none
   */
  public static Confirmation atTerminal(String what, String advice) throws Refused {
    try {
      return new Confirmation(
          Tty.input(), new PrintStream(Tty.output(), false, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new Refused("There is no terminal at which somebody could " + what + ".", advice, e);
    }
  }

  /** Whether the answer is {@code yes}, typed after the question was asked. */
  public boolean isYes(String question) {
    questions.print(question);
    questions.flush();
    try {
      // What was typed before the question was asked is no answer to it.
      answers.skipNBytes(answers.available());
      BufferedReader line =
          new BufferedReader(new InputStreamReader(answers, StandardCharsets.UTF_8));
      String answer = line.readLine();
      return answer != null && answer.strip().equals("yes");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Whether to wipe what a killed run has left.
   *
   * @param otherwise what anything else means
   */
  public boolean allowsWiping(Leftover leftover, String otherwise) {
    return isYes(
        "\nA killed run has left "
            + Visible.of(leftover.inWords())
            + ".\nIts key may be there in the clear, and maybe nowhere else. Wipe it now?\n"
            + "Type yes to wipe it, anything else to "
            + otherwise
            + ": ");
  }
}
