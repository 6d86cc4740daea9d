package org.keyrite.cli.ceremony;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.keyrite.ceremony.Operator;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.fault.Refused;
import org.keyrite.machine.Preflight;
import org.keyrite.trust.VerifiedArtifact;

/**
 * A person at the controlling terminal. The question and the answer go there even when standard
 * output is a file: nobody can confirm what they do not see.
 */
final class TerminalOperator implements Operator {
  private static final String TERMINAL = "/dev/tty";

  private final UnattendedOperator shown;
  private final InputStream answers;
  private final PrintStream questions;

  private TerminalOperator(UnattendedOperator shown, InputStream answers, PrintStream questions) {
    this.shown = shown;
    this.answers = answers;
    this.questions = questions;
  }

  /**
   * Opens the terminal.
   *
   * @param progress where the steps are shown
   * @throws Refused when there is none
   */
  static TerminalOperator open(PrintStream progress) throws Refused {
    try {
      return new TerminalOperator(
          new UnattendedOperator(progress),
          new FileInputStream(TERMINAL),
          new PrintStream(TERMINAL, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new Refused(
          "There is no terminal at which somebody could confirm the recipients.",
          "Run it at a terminal; for a rehearsal or an automatic test, add --yes.",
          e);
    }
  }

  @Override
  public void sees(List<Preflight.Check> checks) {
    shown.sees(checks);
  }

  @Override
  public void sees(String step, String... lines) {
    shown.sees(step, lines);
  }

  @Override
  public boolean confirms(Plan plan, VerifiedArtifact generator) {
    questions.println();
    PlanView.printFingerprints(plan, questions);
    questions.println();
    questions.println("Compare each fingerprint with the printed plan, aloud, group by group.");
    questions.println("Next, the key is made and encrypted to exactly these recipients. Then the");
    questions.println("clear key is wiped: it cannot be made again.");
    questions.print("Type yes to go on, anything else to stop: ");
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

  @Override
  public String confirmation() {
    return "at the terminal";
  }
}
