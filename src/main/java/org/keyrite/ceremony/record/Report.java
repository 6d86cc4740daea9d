package org.keyrite.ceremony.record;

import java.util.List;
import java.util.Map;
import org.keyrite.age.Fingerprint;
import org.keyrite.bundle.Bundle;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.ceremony.plan.PlannedRecipient;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.journal.Journal;

/** The journal in words, for people: Markdown that is also readable as it stands, on paper. */
public final class Report {
  private final StringBuilder text = new StringBuilder();
  private final Plan plan;
  private final Journal journal;

  private Report(Plan plan, Journal journal) {
    this.plan = plan;
    this.journal = journal;
  }

  /** The report of a ceremony that has ended. */
  public static String of(Plan plan, Journal journal) {
    Report report = new Report(plan, journal);
    report.write();
    return report.text.toString();
  }

  private void write() {
    List<Journal.Entry> entries = journal.entries();
    line("# Key ceremony: " + plan.name() + " (" + plan.environment() + ")");
    line("");
    line("- begun " + entries.getFirst().time() + ", ended " + entries.getLast().time());
    for (Journal.Entry entry : entries) {
      if (entry.event().equals("ceremony-begun")) {
        line("- plan sha256 `" + entry.facts().get("plan-sha256") + "`");
        line("- keyrite " + entry.facts().get("keyrite"));
      }
    }
    line("- journal, last line sha256 `" + journal.lastHash() + "`");
    checks();
    generator();
    recipients();
    escrow();
    section("Public values", "public-value", "name", "value");
    section("Encrypted files", "artifact-encrypted", "file", "secret", "recipients", "sha256");
    section("Wiping", "workspace-wiped", "files", "overwritten-bytes");
    howTo();
    signatures();
  }

  private void checks() {
    section("Checks before the ceremony", "preflight-check", "check", "passed", "found");
    if (plan.accepted().isEmpty()) {
      return;
    }
    boolean needed = false;
    for (Journal.Entry entry : journal.entries()) {
      Object reason = entry.facts().get("accepted-because");
      if (reason != null) {
        if (!needed) {
          line("");
          line("**Exceptions: these checks failed, and the plan accepts that.**");
          line("");
        }
        needed = true;
        line("- " + entry.facts().get("check") + ": " + cell(reason));
      }
    }
  }

  private void generator() {
    section("Generator", "generator-verified", "file", "version", "sha256", "bytes");
    for (Journal.Entry entry : journal.entries()) {
      if (entry.facts().get("receipt") instanceof Map<?, ?> receipt
          && receipt.get("policy") instanceof Map<?, ?> policy) {
        line("");
        line("Admitted by a trust policy, sha256 `" + policy.get("sha256") + "`, on signatures:");
        line("");
        rows("generator-signature", "file", "signer", "key", "made");
      }
    }
  }

  private void recipients() {
    for (Journal.Entry entry : journal.entries()) {
      if (entry.event().equals("recipients-confirmed")) {
        heading("Recipients (confirmed " + entry.facts().get("confirmed") + ")");
        line("| group | name | fingerprint | recipient |");
        line("| --- | --- | --- | --- |");
        for (PlannedRecipient recipient : plan.recipients()) {
          row(
              List.of(
                  recipient.group().word(),
                  recipient.name(),
                  recipient.fingerprint(),
                  recipient.recipient().toString()));
        }
      }
    }
  }

  private void escrow() {
    if (plan.escrow().isEmpty()) {
      return;
    }
    section("Escrow", "escrow-split", "policy", "set", "recipient", "combinations-proven");
    line("");
    row(List.of("trustee", "recipient", "fingerprint"));
    row(List.of("---", "---", "---"));
    for (EscrowPolicy.Trustee trustee : plan.trustees()) {
      row(
          List.of(
              trustee.name(),
              trustee.recipient().map(Object::toString).orElse("on paper"),
              trustee.recipient().map(Fingerprint::of).orElse("")));
    }
  }

  private void howTo() {
    heading("To check and to open this bundle");
    line("Each command is a stock tool's; this program is not needed.");
    line("");
    line("    sha256sum -c SHA256SUMS");
    for (Journal.Entry entry : journal.entries()) {
      if (entry.event().equals("artifact-encrypted")) {
        line("    age -d -i IDENTITY " + entry.facts().get("file"));
      }
    }
    line("");
    if (plan.escrow().isPresent()) {
      line(
          "The escrow's identity is restored from its shares by any program for SLIP-0039, or with");
      line(
          "`keyrite escrow combine --set " + Bundle.ESCROW + "`. Each trustee gets a share, and a");
      line("copy of `" + Bundle.ESCROW + "`, with which `keyrite escrow check` checks it.");
      line("");
    }
    line("`" + Bundle.JOURNAL + "` is the record that this report was made from: each line holds");
    line("the SHA-256 of the line before it. The checksums show damage, not who wrote the files.");
  }

  private void signatures() {
    heading("Present");
    line("| name | role | signature |");
    line("| --- | --- | --- |");
    for (int i = 0; i < 3; i++) {
      line("| | | |");
    }
  }

  /** A table of the entries of one kind: a row each, a column for each of the facts. */
  private void section(String title, String event, String... columns) {
    heading(title);
    rows(event, columns);
  }

  private void rows(String event, String... columns) {
    row(List.of(columns));
    row(List.of(columns).stream().map(column -> "---").toList());
    for (Journal.Entry entry : journal.entries()) {
      if (entry.event().equals(event)) {
        Map<String, Object> facts = entry.facts();
        row(List.of(columns).stream().map(facts::get).toList());
      }
    }
  }

  private void heading(String title) {
    line("");
    line("## " + title);
    line("");
  }

  private void row(List<?> cells) {
    StringBuilder row = new StringBuilder("|");
    cells.forEach(value -> row.append(' ').append(cell(value)).append(" |"));
    line(row.toString());
  }

  /** Text from the plan or the generator, made harmless to Markdown and to a terminal. */
  private static String cell(Object value) {
    String plain =
        switch (value) {
          case List<?> list -> String.join(", ", list.stream().map(Object::toString).toList());
          case Boolean passed -> passed ? "yes" : "NO";
          default -> value.toString();
        };
    StringBuilder safe = new StringBuilder();
    plain
        .codePoints()
        .forEach(
            character -> {
              if ("|\\`*<>[]&".indexOf(character) >= 0) {
                safe.append('\\');
              }
              safe.appendCodePoint(character >= ' ' && character <= '~' ? character : '?');
            });
    return safe.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
