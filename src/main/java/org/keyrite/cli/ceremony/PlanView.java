package org.keyrite.cli.ceremony;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keyrite.age.Fingerprint;
import org.keyrite.ceremony.GeneratorHere;
import org.keyrite.ceremony.plan.Extraction;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.ceremony.plan.PlannedRecipient;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.SharedIdentity;
import org.keyrite.signature.KeyName;
import org.keyrite.text.Columns;
import org.keyrite.text.Visible;
import org.keyrite.trust.Party;
import org.keyrite.trust.Policy;

/** Shows a plan on a terminal of 80 columns. */
final class PlanView {
  private static final int COLUMNS = 80;
  private static final String PAPER = "on paper";

  private PlanView() {}

  static void print(Plan plan, GeneratorHere here, PrintStream out) {
    out.println("plan         " + plan.name() + " for " + plan.environment());
    out.println("plan sha256  " + plan.sha256());
    plan.preflight().validFrom().ifPresent(date -> out.println("not before   " + date));
    plan.preflight().validUntil().ifPresent(date -> out.println("not after    " + date));
    printGenerator(plan.generator(), here, out);
    out.println("requires     " + plan.preflight().sandbox().inWords());
    plan.preflight().required().forEach(control -> out.println("requires     " + control.word()));
    plan.preflight()
        .accepted()
        .forEach(
            (item, reason) ->
                out.println("accepted     " + item.word() + ": " + Visible.of(reason)));
    printValues("secret", plan.secrets(), out);
    printValues("public", plan.publicValues(), out);
    for (Plan.Artifact artifact : plan.artifacts()) {
      List<String> names =
          new ArrayList<>(
              plan.recipientsOf(artifact).stream().map(PlannedRecipient::name).toList());
      if (artifact.groups().contains(PlannedRecipient.Group.ESCROW)) {
        names.add("the escrow");
      }
      out.println("makes        " + artifact.file().text());
      out.println("             '" + artifact.secret() + "', for " + String.join(", ", names));
    }
    for (PlannedRecipient recipient : plan.recipients()) {
      out.println("recipient    " + recipient.name() + " (" + recipient.group().word() + ")");
      out.println("             " + recipient.recipient());
    }
    plan.escrow().ifPresent(escrow -> printEscrow(escrow, out));
    out.println();
    out.println("To compare at the ceremony:");
    printFingerprints(plan, out);
  }

  private static void printEscrow(SharedIdentity escrow, PrintStream out) {
    out.println("escrow       a new identity (" + escrow.kind().word() + "), shared: it takes");
    out.println("             " + Columns.broken(escrow.policy().inWords(), 13));
    for (EscrowPolicy.Group group : escrow.policy().groups()) {
      for (EscrowPolicy.Trustee trustee : group.trustees()) {
        out.println("trustee      " + trustee.name() + " (" + group.name() + ")");
        out.println("             " + trustee.recipient().map(Object::toString).orElse(PAPER));
      }
    }
  }

  /** The part of a trustee that people compare. */
  static String fingerprint(EscrowPolicy.Trustee trustee) {
    return trustee.recipient().map(Fingerprint::of).orElse(PAPER);
  }

  private static void printGenerator(
      Plan.Generator generator, GeneratorHere here, PrintStream out) {
    out.println("generator    " + Visible.of(generator.file() + " " + generator.version()));
    generator
        .pin()
        .ifPresent(pin -> pin.hashes().forEach(hash -> out.println("     sha256  " + hash)));
    generator.trust().ifPresent(policy -> printTrust(policy, out));
    for (String argument : generator.arguments()) {
      out.println("   argument  " + Visible.of(argument));
    }
    for (Plan.PinnedFile file : generator.files()) {
      out.println("       file  " + Visible.of(file.file().toString()));
      file.pin().hashes().forEach(hash -> out.println("     sha256  " + hash));
    }
    for (Path folder : generator.folders()) {
      out.println("     folder  " + Visible.of(folder.toString()));
    }
    out.println(" time limit  " + generator.timeLimit().toSeconds() + "s");
    out.println("output limit " + size(generator.outputLimit()));
    out.println("generator here: " + Visible.of(here.inWords()));
    if (here.finding() == GeneratorHere.Finding.NOT_PINNED) {
      here.sha256().ifPresent(hash -> out.println("            (" + hash + ")"));
    }
  }

  private static void printTrust(Policy policy, PrintStream out) {
    policy
        .origin()
        .ifPresent(
            origin -> {
              out.println("      trust  " + Visible.of(origin.file().toString()));
              out.println("             " + origin.sha256());
            });
    for (Party.Signer signer : policy.signers()) {
      for (KeyName key : signer.keys()) {
        out.println("     signer  " + signer.name() + ", " + key.scheme().word());
        out.println("             " + key.fingerprint());
      }
    }
  }

  private static String size(int bytes) {
    boolean kibibytes = bytes % 1024 == 0;
    return kibibytes ? bytes / 1024 + "KiB" : bytes + "B";
  }

  private static void printValues(String kind, Map<String, Extraction> values, PrintStream out) {
    values.forEach(
        (name, extraction) ->
            out.println(
                String.format(Locale.ROOT, "%-12s '%s': %s", kind, name, inWords(extraction))));
  }

  private static String inWords(Extraction extraction) {
    String rule =
        switch (extraction.rule()) {
          case Extraction.Whole _ -> "every byte of ";
          case Extraction.JsonField json -> "the JSON field '" + json.field() + "' of ";
          case Extraction.AfterLabel label -> "what follows '" + label.label() + "' in ";
        };
    return Visible.of(rule + extraction.file().map("the file "::concat).orElse("what it prints"));
  }

  /** The table that people compare with the printed plan. */
  static void printFingerprints(Plan plan, PrintStream out) {
    row(out, "plan", plan.name(), Fingerprint.of(plan.sha256()));
    row(out, "for", plan.environment(), "");
    for (PlannedRecipient recipient : plan.recipients()) {
      row(out, recipient.group().word(), recipient.name(), recipient.fingerprint());
    }
    plan.escrow()
        .ifPresent(
            escrow -> out.println("  escrow   " + Columns.broken(escrow.policy().inWords(), 11)));
    for (EscrowPolicy.Trustee trustee : plan.trustees()) {
      row(out, "trustee", trustee.name(), fingerprint(trustee));
    }
    plan.preflight()
        .accepted()
        .forEach(
            (item, reason) -> {
              String exception = item.word() + ": " + Visible.of(reason);
              // What fits on one line: the plan has all of the reason.
              out.println(Columns.cut("  accepts  " + exception, COLUMNS, "…"));
            });
  }

  private static void row(PrintStream out, String kind, String name, String fingerprint) {
    out.println(
        String.format(Locale.ROOT, "  %-7s  %-32s  %s", kind, name, fingerprint).stripTrailing());
  }
}
