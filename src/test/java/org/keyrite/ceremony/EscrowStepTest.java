package org.keyrite.ceremony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import org.keyrite.ceremony.record.CeremonyEvent;
import org.keyrite.escrow.set.SetEvent;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.escrow.set.SetRecordReader;
import org.keyrite.fault.Refused;
import org.keyrite.journal.Journal;
import org.keyrite.machine.Leftover;
import org.keyrite.machine.control.Preflight;
import org.keyrite.trust.VerifiedArtifact;

/** The escrow of a plan goes into the bundle. */
final class EscrowStepTest {
  private final Clock clock = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
  private final Journal<CeremonyEvent> journal = new Journal<>(CeremonyEvent.FAMILY);
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
          new EscrowStep(plan, Optional.empty(), this::record, clock).split(bundle, new Watching());
      assertEquals("escrow", escrow.name());
      assertEquals(PlannedRecipient.Group.ESCROW, escrow.group());
      bundle.add(Bundle.JOURNAL, journal.bytes());
      bundle.add(Bundle.REPORT, new byte[0]);
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
      assertEquals(
          new CeremonyEvent.EscrowSplit(
              new SetEvent.Split(
                  record.set(),
                  "testnet",
                  record.recipient(),
                  "new",
                  "2 of 2 all",
                  List.of("alice", "bob"),
                  1,
                  true,
                  Optional.empty())),
          journal.entries().getLast().event());
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
    assertEquals(
        List.of(
            new CeremonyEvent.Receiver(
                "all", "alice", Optional.of(ExamplePlan.HOST), "1b65 cf44 b622 a8ba 058e"),
            new CeremonyEvent.Receiver("all", "bob", Optional.empty(), "on paper")),
        EscrowStep.trustees(plan("paper").escrow().orElseThrow()));
  }

  private void record(CeremonyEvent event) {
    journal.append(clock.instant(), event);
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
    public boolean allowsWiping(Leftover leftover) {
      throw new AssertionError("nothing was left");
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
