package org.keyrite.cli.ceremony;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keyrite.ceremony.Operator;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.cli.console.Confirmation;
import org.keyrite.fault.Refused;
import org.keyrite.machine.Leftover;
import org.keyrite.machine.Preflight;
import org.keyrite.text.Visible;
import org.keyrite.trust.VerifiedArtifact;

/**
 * Shows every step, and asks the person at the controlling terminal, if anybody is to be asked. The
 * question and the answer go there even when standard output is a file: nobody can confirm what
 * they do not see.
 *
 * @param out where the steps are shown
 * @param terminal where somebody is asked; without it, the ceremony goes on
 */
record ConsoleOperator(PrintStream out, Optional<Confirmation> terminal) implements Operator {
  private static final String QUESTION =
      """

      Compare each fingerprint with the printed plan, aloud, group by group.
      Next, the key is made and encrypted to exactly these recipients. Then the
      clear key is wiped: it cannot be made again.
      Type yes to go on, anything else to stop:\s""";

  /**
   * Opens the terminal.
   *
   * @throws Refused if there is none
   */
  static Operator atTerminal(PrintStream out) throws Refused {
    try {
      return new ConsoleOperator(out, Optional.of(Confirmation.atTerminal()));
    } catch (IOException e) {
      throw new Refused(
          "There is no terminal at which somebody could confirm the recipients.",
          "Run it at a terminal; for a rehearsal or an automatic test, add --yes.",
          e);
    }
  }

  @Override
  public void sees(List<Preflight.Check> checks) {
    String head = "preflight";
    for (Preflight.Check check : checks) {
      String result = String.format(Locale.ROOT, "%-9s  %-8s  ", check.item().word(), check.word());
      row(head, result + check.detail());
      check.accepted().ifPresent(reason -> row("", "           because: " + reason));
      head = "";
    }
  }

  @Override
  public void sees(String step, String... lines) {
    String head = step;
    for (String line : lines) {
      row(head, line);
      head = "";
    }
  }

  private void row(String step, String line) {
    out.println(String.format(Locale.ROOT, "%-10s %s", step, Visible.of(line)));
  }

  @Override
  public boolean allowsWiping(Leftover leftover) {
    return terminal.isPresent()
        && terminal
            .get()
            .isYes(
                "\nA killed run has left "
                    + Visible.of(leftover.inWords())
                    + ".\nIts key may be there in the clear, and maybe nowhere else. Wipe it now?\n"
                    + "Type yes to wipe it, anything else to stop: ");
  }

  @Override
  public boolean confirms(Plan plan, VerifiedArtifact generator) {
    if (terminal.isPresent()) {
      terminal.get().questions().println();
      PlanView.printFingerprints(plan, terminal.get().questions());
      return terminal.get().isYes(QUESTION);
    }
    PlanView.printFingerprints(plan, out);
    row("unattended", "nobody was asked to compare these (--yes); the journal says so");
    return true;
  }

  @Override
  public String confirmation() {
    return terminal.isPresent() ? "at the terminal" : "by nobody: --yes";
  }
}
