package org.keyrite.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.keyrite.ceremony.Fingerprint;
import org.keyrite.ceremony.Plan;
import org.keyrite.ceremony.PlannedRecipient;

/** Shows a plan on a terminal of 80 columns. */
final class PlanView {
  private PlanView() {}

  static void print(Plan plan, PrintStream out) {
    out.println("plan         " + plan.name() + " for " + plan.environment());
    out.println("plan sha256  " + plan.sha256());
    plan.validFrom().ifPresent(date -> out.println("not before   " + date));
    plan.validUntil().ifPresent(date -> out.println("not after    " + date));
    out.println(
        "generator    " + Visible.of(plan.generator().file() + " " + plan.generator().version()));
    for (String hash : plan.generator().pin().hashes()) {
      out.println("     sha256  " + hash);
    }
    for (String argument : plan.generator().arguments()) {
      out.println("   argument  " + Visible.of(argument));
    }
    plan.accepted()
        .forEach(
            (item, reason) ->
                out.println("accepted     " + item.word() + ": " + Visible.of(reason)));
    for (Plan.Artifact artifact : plan.artifacts()) {
      List<String> names =
          plan.recipientsOf(artifact).stream().map(PlannedRecipient::name).toList();
      out.println("makes        " + artifact.file().text());
      out.println("             '" + artifact.secret() + "', for " + String.join(", ", names));
    }
    for (PlannedRecipient recipient : plan.recipients()) {
      out.println("recipient    " + recipient.name() + " (" + recipient.group().word() + ")");
      out.println("             " + recipient.recipient());
    }
    out.println();
    out.println("To compare at the ceremony:");
    printFingerprints(plan, out);
  }

  /** The table that people compare with the printed plan. */
  static void printFingerprints(Plan plan, PrintStream out) {
    row(out, "plan", plan.name(), Fingerprint.of(plan.sha256()));
    for (PlannedRecipient recipient : plan.recipients()) {
      row(out, recipient.group().word(), recipient.name(), recipient.fingerprint());
    }
  }

  private static void row(PrintStream out, String kind, String name, String fingerprint) {
    out.println(String.format(Locale.ROOT, "  %-7s  %-32s  %s", kind, name, fingerprint));
  }
}
