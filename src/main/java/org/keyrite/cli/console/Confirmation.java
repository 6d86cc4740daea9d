package org.keyrite.cli.console;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Asks the person at the controlling terminal whether to go on, wherever standard input and output
 * lead: nobody can confirm what they do not see.
 *
 * @param answers what is typed there
 * @param questions what is shown there
 */
public record Confirmation(InputStream answers, PrintStream questions) {
  private static final String TERMINAL = "/dev/tty";

  /**
   * Opens the terminal.
   *
   * @throws IOException if there is none
   */
  public static Confirmation atTerminal() throws IOException {
    return new Confirmation(
        new FileInputStream(TERMINAL), new PrintStream(TERMINAL, StandardCharsets.UTF_8));
  }

  /** Whether the answer is yes, written out. What was typed before the question is no answer. */
  public boolean isYes(String question) {
    questions.print(question);
    questions.flush();
    try {
      answers.skipNBytes(answers.available());
      BufferedReader line =
          new BufferedReader(new InputStreamReader(answers, StandardCharsets.UTF_8));
      String answer = line.readLine();
      return answer != null && answer.strip().equals("yes");
    } catch (IOException e) {
      return false;
    }
  }
}
