package org.keyrite.cli.ceremony;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.keyrite.ceremony.Operator;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.machine.Preflight;
import org.keyrite.text.Visible;
import org.keyrite.trust.VerifiedArtifact;

/**
 * Nobody: everything is shown, and the ceremony goes on.
 *
 * @param out where the steps are shown
 */
record UnattendedOperator(PrintStream out) implements Operator {
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
  public boolean confirms(Plan plan, VerifiedArtifact generator) {
    PlanView.printFingerprints(plan, out);
    row("unattended", "nobody was asked to compare these (--yes); the journal says so");
    return true;
  }

  @Override
  public String confirmation() {
    return "by nobody: --yes";
  }
}
