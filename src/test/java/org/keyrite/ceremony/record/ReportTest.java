package org.keyrite.ceremony.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.ceremony.plan.ExamplePlan;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.ceremony.plan.PlanReader;
import org.keyrite.journal.Journal;
import org.keyrite.testing.CeremonyFixture;

/** The report says what the journal says, and nothing in it does anything but be read. */
final class ReportTest {
  @TempDir Path folder;

  private final Journal journal =
      new Journal(Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC));

  private Plan plan;

  @BeforeEach
  void aCeremonyBegins() throws Exception {
    plan = ExamplePlan.changed(folder, "1.2.3", "1.2.3");
    journal.append("ceremony-begun", facts("plan-sha256", "e".repeat(64), "keyrite", "0.1.0"));
  }

  @Test
  void itSaysWhatWasDone() {
    journal.append(
        "preflight-check",
        facts("check", "network", "passed", true, "found", "no interface is up"));
    journal.append(
        "generator-verified",
        facts("file", "/bin/generator", "version", "1.2.3", "sha256", "a".repeat(64), "bytes", 7L));
    journal.append("recipients-confirmed", facts("confirmed", "at the terminal"));
    journal.append("public-value", facts("name", "id", "value", "12ab"));
    journal.append(
        "artifact-encrypted",
        facts(
            "file",
            "key-12ab.age",
            "secret",
            "key",
            "recipients",
            List.of("host-1", "backup-1"),
            "sha256",
            "f".repeat(64)));
    journal.append("workspace-wiped", facts("files", 3L, "overwritten-bytes", 4096L));

    List<String> lines = Report.of(plan, journal).lines().toList();
    assertEquals("# Key ceremony: example (testnet)", lines.getFirst());
    assertEquals("- begun 2026-11-22T12:00:00Z, ended 2026-11-22T12:00:00Z", lines.get(2));
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
        "| hosts | host-1 | "
            + plan.recipients().getFirst().fingerprint()
            + " | "
            + ExamplePlan.HOST
            + " |");
    assertTrue(lines.contains("## Recipients (confirmed at the terminal)"));
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
  void theEscrowIsReported() throws Exception {
    plan =
        PlanReader.read(CeremonyFixture.PROJECT.resolve("ceremony/validator-identity-escrow.yaml"));
    journal.append(
        "escrow-split",
        facts(
            "set",
            "ab".repeat(16),
            "recipient",
            ExamplePlan.BACKUP,
            "policy",
            "2 of 3 operators and 1 of 1 directors",
            "combinations-proven",
            3L));
    List<String> lines = Report.of(plan, journal).lines().toList();
    assertTable(
        lines,
        "| policy | set | recipient | combinations-proven |",
        "| 2 of 3 operators and 1 of 1 directors | "
            + "ab".repeat(16)
            + " | "
            + ExamplePlan.BACKUP
            + " | 3 |");
    assertTrue(lines.contains("| carol | on paper |  |"), lines.toString());
    assertTrue(
        lines.contains(
            "| bob | age1tem40mwa5cn7v9yc35mepmdg9pvskyvdj06l9j2t4d8y58ev39fqyrhe6m | 8dc7 fb63"
                + " 5ff0 d0ea dec6 |"),
        lines.toString());
  }

  @Test
  void exceptionsAreListedWithTheirReasons() throws Exception {
    plan =
        ExamplePlan.changed(
            folder,
            "generator:\n",
            """
            accept:
              - {check: network, reason: a rehearsal}
              - {check: swap, reason: unused}
            generator:
            """);
    journal.append(
        "preflight-check",
        facts(
            "check",
            "network",
            "passed",
            false,
            "found",
            "up: eth0",
            "accepted-because",
            "a rehearsal"));
    journal.append("preflight-check", facts("check", "swap", "passed", true, "found", "none"));

    List<String> lines = Report.of(plan, journal).lines().toList();
    assertTable(lines, "| check | passed | found |", "| network | NO | up: eth0 |");
    int at = lines.indexOf("**Exceptions: these checks failed, and the plan accepts that.**");
    assertEquals(
        List.of("", "- network: a rehearsal", ""), lines.subList(at + 1, at + 4), "and no other");
  }

  @Test
  void aCeremonyWithoutExceptionsSaysNothingOfThem() {
    journal.append("preflight-check", facts("check", "swap", "passed", true, "found", "none"));
    assertFalse(Report.of(plan, journal).contains("Exceptions"));
  }

  @Test
  void textFromOutsideIsHarmless() {
    String hostile = "a|b\n# c <script> [d](e) `f` *g* \u001b[2J\u202e\\ &lt; é \ud83d\ude00";
    journal.append(
        "generator-verified",
        facts("file", hostile, "version", hostile, "sha256", "a".repeat(64), "bytes", 1));
    journal.append("public-value", facts("name", "id", "value", hostile));

    String report = Report.of(plan, journal);
    assertTrue(
        report.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~')), "printable ASCII only");
    String safe = "a\\|b?# c \\<script\\> \\[d\\](e) \\`f\\` \\*g\\* ?\\[2J?\\\\ \\&lt; ? ?";
    assertTable(report.lines().toList(), "| name | value |", "| id | " + safe + " |");
    assertTrue(report.contains("| " + safe + " | " + safe + " | " + "a".repeat(64) + " | 1 |\n"));
  }

  private static void assertTable(List<String> lines, String head, String firstRow) {
    int at = lines.indexOf(head);
    assertTrue(at >= 0, "there is a table " + head);
    assertEquals(head.replaceAll("[^ |]+", "---"), lines.get(at + 1));
    assertEquals(firstRow, lines.get(at + 2));
  }

  private static Map<String, Object> facts(Object... namesAndValues) {
    Map<String, Object> facts = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      facts.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return facts;
  }
}
