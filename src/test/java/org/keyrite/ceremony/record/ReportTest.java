package org.keyrite.ceremony.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyrite.ceremony.record.CeremonyEvent.Receiver;
import org.keyrite.escrow.set.SetEvent;
import org.keyrite.fault.Denied;
import org.keyrite.journal.Journal;

/** The report says what the journal says, and nothing in it does anything but be read. */
final class ReportTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final CeremonyEvent.Begun BEGUN =
      new CeremonyEvent.Begun("example", "testnet", "e".repeat(64), "0.1.0");

  private final Journal<CeremonyEvent> journal = new Journal<>(CeremonyEvent.FAMILY);

  private String report(CeremonyEvent... events) throws Denied {
    journal.append(NOON, BEGUN);
    for (CeremonyEvent event : events) {
      journal.append(NOON.plusSeconds(60), event);
    }
    return Report.of(journal.bytes());
  }

  private static CeremonyEvent.GeneratorVerified generator(String file, Optional<Object> receipt) {
    return new CeremonyEvent.GeneratorVerified(file, "1.2.3", receipt, "a".repeat(64), 7);
  }

  @Test
  void itSaysWhatKilledRunsHadLeft() throws Denied {
    String report = report(new CeremonyEvent.LeftoverWiped("/dev/shm/keyrite-12-1", 3, 4096));
    assertTrue(
        report.contains(
            """

            **Killed runs had left these workspaces, which were wiped first.**

            - /dev/shm/keyrite-12-1: 3 files, 4096 bytes
            """),
        report);
  }

  @Test
  void itSaysWhatWasDone() throws Denied {
    List<String> lines =
        report(
                new CeremonyEvent.Checked("network", true, "no interface is up", Optional.empty()),
                generator("/bin/generator", Optional.empty()),
                new CeremonyEvent.Confirmed(
                    "at the terminal",
                    List.of(new Receiver("hosts", "host-1", Optional.of("age1host"), "1b65 cf44")),
                    List.of()),
                new CeremonyEvent.PublicValue("id", "12ab"),
                new CeremonyEvent.Encrypted(
                    "key-12ab.age", "key", "f".repeat(64), 200, List.of("host-1", "backup-1")),
                new CeremonyEvent.WorkspaceWiped(3, 4096))
            .lines()
            .toList();
    assertEquals("# Key ceremony: example (testnet)", lines.getFirst());
    assertEquals("- begun 2026-11-22T12:00:00Z, ended 2026-11-22T12:01:00Z", lines.get(2));
    assertEquals("- plan sha256 `" + "e".repeat(64) + "`", lines.get(3));
    assertEquals("- keyrite 0.1.0", lines.get(4));
    assertEquals("- journal, last line sha256 `" + journal.lastHash() + "`", lines.get(5));
    assertTable(lines, "| check | passed | found |", "| network | yes | no interface is up |");
    assertTable(
        lines,
        "| file | version | sha256 | bytes |",
        "| /bin/generator | 1.2.3 | " + "a".repeat(64) + " | 7 |");
    assertTable(
        lines,
        "| group | name | fingerprint | recipient |",
        "| hosts | host-1 | 1b65 cf44 | age1host |");
    assertTrue(lines.contains("## Recipients (confirmed at the terminal)"));
    assertFalse(lines.contains("## Escrow"));
    assertTable(lines, "| name | value |", "| id | 12ab |");
    assertTable(
        lines,
        "| file | secret | recipients | sha256 |",
        "| key-12ab.age | key | host-1, backup-1 | " + "f".repeat(64) + " |");
    assertTable(lines, "| files | overwritten-bytes |", "| 3 | 4096 |");
    assertTrue(lines.contains("    sha256sum -c SHA256SUMS"));
    assertTrue(lines.contains("    age -d -i IDENTITY key-12ab.age"));
  }

  @Test
  void theEscrowIsReported() throws Denied {
    List<String> lines =
        report(
                new CeremonyEvent.Confirmed(
                    "at the terminal",
                    List.of(),
                    List.of(
                        new Receiver("all", "bob", Optional.of("age1bob"), "8dc7 fb63"),
                        new Receiver("all", "carol", Optional.empty(), Receiver.ON_PAPER))),
                new CeremonyEvent.EscrowSplit(
                    new SetEvent.Split(
                        "ab".repeat(16),
                        "testnet",
                        "age1set",
                        "new",
                        "2 of 3 operators",
                        List.of("bob", "carol"),
                        3,
                        true,
                        Optional.empty())))
            .lines()
            .toList();
    assertTable(
        lines,
        "| policy | set | recipient | combinations-proven |",
        "| 2 of 3 operators | " + "ab".repeat(16) + " | age1set | 3 |");
    assertTable(lines, "| trustee | recipient | fingerprint |", "| bob | age1bob | 8dc7 fb63 |");
    assertTrue(lines.contains("| carol | on paper |  |"), lines.toString());
  }

  @Test
  void aPolicyThatAdmittedTheGeneratorIsNamed() throws Denied {
    String report =
        report(
            generator("g", Optional.of(Map.of("policy", Map.of("sha256", "9".repeat(64))))),
            new CeremonyEvent.GeneratorSigned("g", "maker", "minisign RW", "not stated"));
    assertTrue(
        report.contains(
            "\n\nAdmitted by a trust policy, sha256 `"
                + "9".repeat(64)
                + "`, on signatures:\n\n| file | signer | key | made |\n| --- | --- | --- | --- |\n"
                + "| g | maker | minisign RW | not stated |\n"),
        report);
  }

  @Test
  void exceptionsAreListedWithTheirReasons() throws Denied {
    List<String> lines =
        report(
                new CeremonyEvent.Checked("network", false, "up: eth0", Optional.of("a rehearsal")),
                new CeremonyEvent.Checked("swap", true, "none", Optional.empty()))
            .lines()
            .toList();
    assertTable(lines, "| check | passed | found |", "| network | NO | up: eth0 |");
    int at = lines.indexOf("**Exceptions: these checks failed, and the plan accepts that.**");
    assertEquals(
        List.of("", "- network: a rehearsal", ""), lines.subList(at + 1, at + 4), "and no other");
  }

  @Test
  void aCeremonyWithoutExceptionsSaysNothingOfThem() throws Denied {
    assertFalse(
        report(new CeremonyEvent.Checked("swap", true, "none", Optional.empty()))
            .contains("Exceptions"));
  }

  @Test
  void textFromOutsideIsHarmless() throws Denied {
    String hostile = "a|b\n# c <script> [d](e) `f` *g* \u001b[2J\u202e\\ &lt; é \ud83d\ude00";
    String report =
        report(
            generator(hostile, Optional.empty()),
            new CeremonyEvent.PublicValue("id", hostile),
            new CeremonyEvent.Confirmed(hostile, List.of(), List.of()));
    assertTrue(
        report.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~')), "printable ASCII only");
    String safe = "a\\|b?# c \\<script\\> \\[d\\](e) \\`f\\` \\*g\\* ?\\[2J?\\\\ \\&lt; ? ?";
    assertTable(report.lines().toList(), "| name | value |", "| id | " + safe + " |");
    assertTrue(report.contains("| " + safe + " | 1.2.3 | " + "a".repeat(64) + " | 7 |\n"));
    assertTrue(report.contains("\n## Recipients (confirmed " + safe + ")\n"));
  }

  @Test
  void whatALaterVersionWroteIsNamed() throws Denied {
    assertFalse(report().contains("leaves them out"));
    String line =
        "{\"seq\":2,\"time\":\"2026-11-22T12:02:00Z\",\"event\":\"witness-*signed*\",\"prev\":\""
            + journal.lastHash()
            + "\"}\n";
    String more = new String(journal.bytes(), StandardCharsets.US_ASCII) + line;
    assertTrue(
        Report.of(more.getBytes(StandardCharsets.US_ASCII))
            .contains(
                "\n\n**This version of keyrite does not know these events of the journal, and leaves"
                    + " them out.**\n\n- witness-\\*signed\\*\n\n## To check"));
  }

  @Test
  void onlyACeremonyHasAReport() {
    journal.append(NOON, new CeremonyEvent.Ended(0));
    Denied denied = assertThrows(Denied.class, () -> Report.of(journal.bytes()));
    assertEquals("The journal does not begin with a ceremony.", denied.getMessage());
    assertEquals("Take the journal.jsonl of a ceremony's bundle.", denied.advice());
  }

  private static void assertTable(List<String> lines, String head, String firstRow) {
    int at = lines.indexOf(head);
    assertTrue(at >= 0, "there is a table " + head);
    assertEquals(head.replaceAll("[^ |]+", "---"), lines.get(at + 1));
    assertEquals(firstRow, lines.get(at + 2));
  }
}
