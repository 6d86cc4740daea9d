package org.keyrite.cli.escrow;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keyrite.age.Fingerprint;
import org.keyrite.cli.console.JsonOption;
import org.keyrite.cli.console.KitOptions;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.escrow.life.NewSet;
import org.keyrite.escrow.life.SetStatus;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.PolicyChange;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Invitation;
import org.keyrite.escrow.set.Replaced;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.escrow.slip39.ShareIndex;
import org.keyrite.fault.Refused;
import org.keyrite.os.Tty;
import org.keyrite.text.Columns;
import org.keyrite.text.Visible;

/** Shows sets on a terminal of 80 columns or fewer, and to programs. */
final class EscrowView {
  /** Said by every command after which the old shares still restore the identity. */
  static final String OLD_SHARES =
      "The old shares still work, for whoever has them: only keyrite escrow rotate ends them.";

  private static final int INDENT = 11;

  /** More is not easier to read. */
  private static final int USUAL = 80;

  private static final int MOST_SHOWN = 80;
  private static final int SHOWN = 32;

  private EscrowView() {}

  /** Shows a set that was made. */
  static void show(NewSet.Made made, Path folder, PrintStream out) {
    SetRecord record = made.record();
    row(out, "set", record.set() + " for " + record.environment());
    row(out, "policy", record.policy().inWords());
    for (ShareIndex index : record.policy().indexes()) {
      EscrowPolicy.Trustee trustee = record.policy().trustee(index);
      row(
          out,
          "share",
          trustee.name()
              + ": "
              + (trustee.recipient().isPresent() ? record.shareFile(index) : "on paper"));
      trustee.recipient().ifPresent(to -> row(out, "", "for " + Fingerprint.of(to)));
    }
    made.files().forEach(file -> row(out, "encrypted", file));
    row(
        out,
        "proven",
        "read back, and restored from "
            + (made.split().all() ? "all " : "")
            + made.split().combinations()
            + " combinations"
            + (made.split().all() ? "" : ", in which every share occurs"));
    row(out, "folder", folder.toString());
    out.println();
    say(
        out,
        "Compare each fingerprint with its trustee. Give them their share and a copy of"
            + " escrow.json, with which keyrite escrow check --confirm tells whether it is good."
            + " Encrypt what"
            + " the identity is to open to its recipient:");
    out.println(recipient(record.recipient()));
    if (record.policy().needsPaper()) {
      say(out, KitOptions.PRINT);
    }
  }

  /** The same for a program. */
  static Map<String, Object> result(NewSet.Made made, Path folder) {
    SetRecord record = made.record();
    return JsonOption.members(
        "set", record.set(),
        "environment", record.environment(),
        "recipient", record.recipient(),
        "policy", record.policy().inWords(),
        "trustees", record.policy().names(),
        "files", made.files(),
        "combinations-proven", made.split().combinations(),
        "all-combinations", made.split().all(),
        "folder", folder.toString());
  }

  /** Warnings and alarms, a line each. */
  static void troubles(PrintStream out, SetStatus status) {
    status.warnings().forEach(warning -> row(out, "warning", warning));
    status.alarms().forEach(alarm -> row(out, "ALARM", alarm));
  }

  /** A set by what its trustees know it by. */
  static void set(PrintStream out, SetRecord record) {
    row(out, "set", record.set() + " for " + record.environment());
    row(out, "identity", "of " + recipient(record.recipient()));
    row(out, "", fingerprint(record.recipient()));
  }

  /** What took a set's place, if something did. */
  static void replaced(PrintStream out, EscrowSet set) {
    set.replaced().ifPresent(replaced -> row(out, "REPLACED", replaced.inWords()));
  }

  /** The same, for a program. */
  static void replaced(Map<String, Object> result, Optional<Replaced> by) {
    by.ifPresent(replaced -> result.put("replaced-by", replaced.set()));
    by.flatMap(Replaced::folder).ifPresent(folder -> result.put("folder", folder));
  }

  /**
   * Refuses a folder that the set has left: what is recorded there, nobody reads.
   *
   * @throws Refused with where it goes on
   */
  static void requireHere(EscrowSet set) throws Refused {
    Optional<Replaced> elsewhere = set.replaced().filter(by -> by.set().equals(set.record().set()));
    if (elsewhere.isPresent()) {
      throw new Refused(elsewhere.get().inWords(), "Work there.");
    }
  }

  /** A gathering by what its trustees were told. */
  static void gathering(PrintStream out, Invitation invitation) {
    row(out, "gathering", invitation.fingerprint());
    row(out, "started", invitation.started().toString());
    row(out, "purpose", invitation.purpose());
  }

  /** The trustees of a policy, and to whom their shares are encrypted. */
  static void trustees(PrintStream out, EscrowPolicy policy) {
    for (EscrowPolicy.Trustee trustee : policy.trustees()) {
      row(out, "trustee", trustee.name() + ": " + PolicyChange.recipient(trustee.recipient()));
    }
  }

  /** What a policy changes in that of the record. */
  static void changes(PrintStream out, EscrowPolicy before, EscrowPolicy after) {
    List<String> changes = PolicyChange.between(before, after);
    changes.forEach(change -> row(out, "CHANGED", change));
    if (changes.isEmpty()) {
      row(out, "changed", "nothing: the same trustees, recipients and numbers");
    }
  }

  /** A recipient as people compare it. */
  static String fingerprint(String recipient) {
    return Fingerprint.of(Sha256.hex(recipient.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Sentences for people. */
  static void say(PrintStream out, String text) {
    out.println(broken(out, text, 0));
  }

  /** A line with a word that says what it is about. */
  static void row(PrintStream out, String head, String text) {
    String broken = broken(out, Visible.of(text), INDENT);
    out.println(String.format(Locale.ROOT, "%-10s %s", head, broken));
  }

  /** Breaks a text as the terminal that it goes to needs it; for none, as for 80 columns. */
  static String broken(PrintStream out, String text, int indent) {
    int columns =
        out.equals(System.out)
            ? Tty.columns(1)
            : out.equals(System.err) ? Tty.columns(2) : Tty.columns();
    return Columns.broken(text, indent, columns == 0 ? USUAL : Math.min(columns, USUAL));
  }

  /** A recipient as far as people look at it; the whole of a post-quantum one fills a screen. */
  static String recipient(String text) {
    return text.length() <= MOST_SHOWN
        ? text
        : text.substring(0, SHOWN) + "… (all of it is in escrow.json)";
  }

  /** Names, or a word for none. */
  static String names(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
