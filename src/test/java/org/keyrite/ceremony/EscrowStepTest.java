package org.keyrite.ceremony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.bundle.Bundle;
import org.keyrite.bundle.BundleWriter;
import org.keyrite.ceremony.plan.ExamplePlan;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.ceremony.plan.PlannedRecipient;
import org.keyrite.ceremony.record.Report;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.escrow.set.SetRecordReader;
import org.keyrite.fault.Refused;
import org.keyrite.journal.Journal;
import org.keyrite.machine.Preflight;
import org.keyrite.trust.VerifiedArtifact;

/** The escrow of a plan goes into the bundle. */
final class EscrowStepTest {
  private final Clock clock = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
  private final Journal journal = new Journal(clock);
  private final List<String> seen = new ArrayList<>();

  @TempDir Path folder;

  private Plan plan(String bob) throws Exception {
    String escrow =
        "escrow: {groups: {all: {threshold: 2, trustees: {alice: "
            + ExamplePlan.HOST
            + ", bob: "
            + bob
            + "}}}}\n";
    return ExamplePlan.changed(
        folder,
        "artifacts:\n  - secret: key\n    file: key-{id}.age\n    to: [hosts, backups]",
        escrow + "artifacts:\n  - secret: key\n    file: k.age\n    to: [hosts, backups, escrow]");
  }

  @Test
  void theSharesAndTheRecordAreFilesOfTheBundle() throws Exception {
    Plan plan = plan(ExamplePlan.BACKUP);
    Path out = folder.resolve("bundle");
    try (BundleWriter bundle = BundleWriter.begin(out)) {
      PlannedRecipient escrow =
          new EscrowStep(plan, Optional.empty(), journal, clock).split(bundle, new Watching());
      assertEquals("escrow", escrow.name());
      assertEquals(PlannedRecipient.Group.ESCROW, escrow.group());
      bundle.add(Bundle.JOURNAL, journal.bytes());
      bundle.add(Bundle.REPORT, Report.of(plan, journal).getBytes(StandardCharsets.UTF_8));
      bundle.publish();
      SetRecord record = SetRecordReader.read(out.resolve(Bundle.ESCROW));
      assertEquals(escrow.recipient().toString(), record.recipient());
      assertEquals("testnet", record.environment());
      String start = "testnet-" + record.shortName() + "-";
      assertEquals(
          List.of(
              "escrow.json",
              "journal.jsonl",
              "report.md",
              start + "alice.share.age",
              start + "bob.share.age"),
          List.copyOf(Bundle.verify(out).hashes().keySet()));
      Journal.Entry entry = journal.entries().getLast();
      assertEquals("escrow-split", entry.event());
      assertEquals(record.set(), entry.facts().get("set"));
      assertEquals("2 of 2 all", entry.facts().get("policy"));
    }
    assertEquals(
        List.of(
            "escrow",
            "a new identity, shared: it takes 2 of 2 all",
            "read back, and restored from all 1 combinations"),
        seen);
  }

  @Test
  void whoHasNoRecipientNeedsAPlace() throws Exception {
    EscrowStep.requirePlace(plan(ExamplePlan.BACKUP), Optional.empty());
    Plan paper = plan("paper");
    assertThrows(Refused.class, () -> EscrowStep.requirePlace(paper, Optional.empty()));
  }

  @Test
  void theRecordNamesThoseWhoGetAShare() throws Exception {
    String trustees = EscrowStep.trustees(plan("paper").escrow().orElseThrow()).toString();
    assertTrue(
        trustees.startsWith("[{group=all, name=alice, recipient=" + ExamplePlan.HOST), trustees);
    assertTrue(trustees.endsWith("{group=all, name=bob, fingerprint=on paper}]"), trustees);
  }

  private final class Watching implements Operator {
    @Override
    public void sees(List<Preflight.Check> checks) {
      throw new AssertionError("nothing was checked");
    }

    @Override
    public void sees(String step, String... lines) {
      seen.add(step);
      seen.addAll(List.of(lines));
    }

    @Override
    public boolean confirms(Plan plan, VerifiedArtifact generator) {
      throw new AssertionError("nothing is to be confirmed");
    }

    @Override
    public String confirmation() {
      throw new AssertionError("nothing was confirmed");
    }
  }
}
