package org.keyrite.ceremony.record;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keyrite.ceremony.record.CeremonyEvent.Attempted;
import org.keyrite.ceremony.record.CeremonyEvent.Begun;
import org.keyrite.ceremony.record.CeremonyEvent.Checked;
import org.keyrite.ceremony.record.CeremonyEvent.Confirmed;
import org.keyrite.ceremony.record.CeremonyEvent.Encrypted;
import org.keyrite.ceremony.record.CeremonyEvent.EscrowSplit;
import org.keyrite.ceremony.record.CeremonyEvent.FileVerified;
import org.keyrite.ceremony.record.CeremonyEvent.GeneratorDenied;
import org.keyrite.ceremony.record.CeremonyEvent.GeneratorSigned;
import org.keyrite.ceremony.record.CeremonyEvent.GeneratorVerified;
import org.keyrite.ceremony.record.CeremonyEvent.LeftoverWiped;
import org.keyrite.ceremony.record.CeremonyEvent.PublicValue;
import org.keyrite.ceremony.record.CeremonyEvent.Receiver;
import org.keyrite.ceremony.record.CeremonyEvent.SandboxMade;
import org.keyrite.ceremony.record.CeremonyEvent.Unknown;
import org.keyrite.ceremony.record.CeremonyEvent.WorkspaceWiped;
import org.keyrite.fault.Denied;
import org.keyrite.journal.Journal;

/**
 * A ceremony's journal in words, for people: Markdown that reads well on paper, too. It is made of
 * the journal alone, so whoever has a journal can make its report again.
 */
public final class Report {
  private static final String ESCROW =
      """
      The escrow's identity is restored from its shares by any program for SLIP-0039, or with
      `keyrite escrow combine --set escrow.json`. Each trustee gets a share, and a
      copy of `escrow.json`, with which `keyrite escrow check` checks it.
      """;

  private static final String JOURNAL =
      """
      `journal.jsonl` is the record that this report was made from: each line holds
      the SHA-256 of the line before it. The checksums show damage, not who wrote the files.\
      """;

  private final StringBuilder text = new StringBuilder();
  private final Journal<CeremonyEvent> journal;

  private Report(Journal<CeremonyEvent> journal) {
    this.journal = journal;
  }

  /**
   * The report of a ceremony that has ended.
   *
   * @param record its journal, the whole file
   * @throws Denied if it is not a whole journal of a ceremony
   */
  public static String of(byte[] record) throws Denied {
    Report report = new Report(Journal.read(record, CeremonyEvent.FAMILY));
    if (report.journal.entries().getFirst().event() instanceof Begun begun) {
      report.write(begun);
      return report.text.toString();
    }
    throw new Denied(
        "The journal does not begin with a ceremony.",
        "Take the journal.jsonl of a ceremony's bundle.");
  }

  private void write(Begun begun) {
    List<Journal.Entry<CeremonyEvent>> entries = journal.entries();
    line("# Key ceremony: " + cell(begun.plan()) + " (" + cell(begun.environment()) + ")");
    line("");
    line("- begun " + entries.getFirst().time() + ", ended " + entries.getLast().time());
    line("- plan sha256 `" + cell(begun.planSha256()) + "`");
    line("- keyrite " + cell(begun.keyrite()));
    line("- journal, last line sha256 `" + journal.lastHash() + "`");
    checks();
    leftovers();
    sandbox();
    generator();
    files();
    all(Confirmed.class).forEach(this::receivers);
    heading("Public values");
    table(all(PublicValue.class), "name value", e -> List.of(e.name(), e.value()));
    heading("Encrypted files");
    table(
        all(Encrypted.class),
        "file secret recipients sha256",
        e -> List.of(e.file(), e.secret(), String.join(", ", e.recipients()), e.sha256()));
    heading("Wiping");
    table(
        all(WorkspaceWiped.class),
        "files overwritten-bytes",
        e -> List.of(e.files(), e.overwrittenBytes()));
    unknown();
    howTo();
    heading("Present");
    line("| name | role | signature |\n| --- | --- | --- |");
    line(String.join("\n", Collections.nCopies(3, "| | | |")));
  }

  private void checks() {
    heading("Checks before the ceremony");
    table(
        all(Checked.class),
        "check passed found",
        e -> List.of(e.check(), e.passed() ? "yes" : "NO", e.found()));
    List<String> exceptions = new ArrayList<>();
    for (Checked e : all(Checked.class)) {
      e.acceptedBecause().map(reason -> e.check() + ": " + reason).ifPresent(exceptions::add);
    }
    list("Exceptions: these checks failed, and the plan accepts that.", exceptions);
  }

  /** Journals of version 0.1 have none. */
  private void sandbox() {
    for (SandboxMade e : all(SandboxMade.class)) {
      heading("The generator's sandbox");
      line("- namespaces of its own: " + (e.namespaces() ? "yes" : "NO"));
      line("- Landlock: " + (e.landlock() > 0 ? "ABI " + e.landlock() : "NO"));
      line("- filter of system calls: " + (e.filter() ? "yes" : "NO"));
      line("");
      line("Tried in it, before the generator ran:");
      line("");
      table(
          all(Attempted.class),
          "attempt refused",
          attempted -> List.of(attempted.attempt(), attempted.refused().orElse("IT SUCCEEDED")));
    }
  }

  private void leftovers() {
    list(
        "Killed runs had left these workspaces, which were wiped first.",
        all(LeftoverWiped.class).stream()
            .map(e -> e.path() + ": " + e.files() + " files, " + e.overwrittenBytes() + " bytes")
            .toList());
  }

  private void generator() {
    heading("Generator");
    table(
        all(GeneratorVerified.class),
        "file version sha256 bytes",
        e -> List.of(e.file(), e.version(), e.sha256(), e.bytes()));
    for (GeneratorVerified e : all(GeneratorVerified.class)) {
      if (e.receipt().orElse(null) instanceof Map<?, ?> receipt
          && receipt.get("policy") instanceof Map<?, ?> policy) {
        line("");
        line(
            "Admitted by a trust policy, sha256 `"
                + cell(policy.get("sha256"))
                + "`, on signatures:");
        line("");
        table(
            all(GeneratorSigned.class),
            "file signer key made",
            signed -> List.of(signed.file(), signed.signer(), signed.key(), signed.made()));
      }
    }
  }

  private void files() {
    if (!all(FileVerified.class).isEmpty()) {
      line("");
      table(
          all(FileVerified.class),
          "further-file sha256 bytes",
          e -> List.of(e.file(), e.sha256(), e.bytes()));
    }
    list(
        "The generator tried these things, which its sandbox denies.",
        all(GeneratorDenied.class).stream().flatMap(e -> e.tried().stream()).toList());
  }

  private void receivers(Confirmed confirmed) {
    heading("Recipients (confirmed " + cell(confirmed.how()) + ")");
    table(
        confirmed.recipients(),
        "group name fingerprint recipient",
        e -> List.of(e.group(), e.name(), e.fingerprint(), e.recipient().orElse("")));
    if (confirmed.trustees().isEmpty()) {
      return;
    }
    heading("Escrow");
    table(
        all(EscrowSplit.class).stream().map(EscrowSplit::split).toList(),
        "policy set recipient combinations-proven",
        e -> List.of(e.policy(), e.set(), e.recipient(), e.combinations()));
    line("");
    table(
        confirmed.trustees(),
        "trustee recipient fingerprint",
        e ->
            e.recipient().isPresent()
                ? List.of(e.name(), e.recipient().get(), e.fingerprint())
                : List.of(e.name(), Receiver.ON_PAPER, ""));
  }

  /** What a later version wrote: a reader has to know that something is not in this report. */
  private void unknown() {
    list(
        "This version of keyrite does not know these events of the journal, and leaves them out.",
        all(Unknown.class).stream().map(Unknown::name).toList());
  }

  private void howTo() {
    heading("To check and to open this bundle");
    line("Each command is a stock tool's; this program is not needed.");
    line("");
    line("    sha256sum -c SHA256SUMS");
    for (Encrypted e : all(Encrypted.class)) {
      line("    age -d -i IDENTITY " + cell(e.file()));
    }
    line("");
    if (!all(EscrowSplit.class).isEmpty()) {
      line(ESCROW);
    }
    line(JOURNAL);
  }

  private <T extends CeremonyEvent> List<T> all(Class<T> type) {
    return journal.entries().stream()
        .map(Journal.Entry::event)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private void heading(String title) {
    line("");
    line("## " + title);
    line("");
  }

  /** A bold sentence and a list under it; nothing if the list is empty. */
  private void list(String sentence, List<String> items) {
    if (!items.isEmpty()) {
      line("");
      line("**" + sentence + "**");
      line("");
      items.forEach(item -> line("- " + cell(item)));
    }
  }

  /** A row for each of the rows; the names of the columns stand with blanks between them. */
  private <T> void table(List<T> rows, String columns, Function<T, List<?>> row) {
    line("| " + columns.replace(" ", " | ") + " |");
    line("| " + columns.replaceAll("[^ ]+", "---").replace(" ", " | ") + " |");
    for (T each : rows) {
      line(
          row.apply(each).stream()
              .map(Report::cell)
              .collect(Collectors.joining(" | ", "| ", " |")));
    }
  }

  /** Text from the plan or the generator, made harmless to Markdown and to a terminal. */
  private static String cell(Object value) {
    StringBuilder safe = new StringBuilder();
    value
        .toString()
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
