package org.keyrite.escrow.life;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.SetEvent;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.escrow.set.ShareProblem;
import org.keyrite.escrow.set.Trustees;
import org.keyrite.escrow.sheet.KitFolder;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Refused;
import org.keyrite.machine.SecretFiles;

/** What a journal may be believed, and what goes into it. */
class SetStatusTest {
  @TempDir private Path folder;

  private final Trustees trustees = new Trustees();
  private Path home;
  private SetRecord record;

  @BeforeEach
  void split() throws Exception {
    home = folder.resolve("set");
    record = trustees.split(home, "2 operators alice bob carol dave");
  }

  private EscrowSet open(int day) throws Fault {
    return EscrowSet.open(home.resolve("escrow.json"), Trustees.clock(day));
  }

  private SetStatus status(int day) throws Fault {
    return SetStatus.of(open(day), Trustees.clock(day).instant());
  }

  private void drill(int day) throws Exception {
    try (Gathering gathering = trustees.gather(home, record, "alice", "bob")) {
      Drill.hold(open(day), gathering, false, List.of("eve"));
    }
  }

  @Test
  void aDrillOfTomorrowIsWarnedOf() throws Exception {
    drill(3660);
    assertEquals(
        List.of(
            "The journal's drill-held has the time 2036-11-29T10:00:00Z, later than now: a clock was"
                + " or is wrong. Do not rely on the date of the last drill."),
        status(400).warnings());
    assertEquals(List.of(), status(3660).warnings());
  }

  @Test
  void timesThatRunBackwardsAreWarnedOf() throws Exception {
    drill(20);
    Losses.record(open(10), List.of("carol"), false);
    assertEquals(
        List.of(
            "The journal's share-lost has the time 2026-12-02T10:00:00Z, earlier than the entry"
                + " before it: a clock was or is wrong. Do not rely on the date of the last drill."),
        status(30).warnings());
    Files.delete(home.resolve(EscrowSet.JOURNAL));
    Losses.record(open(-1), List.of("carol"), false);
    assertEquals(1, status(0).warnings().size());
  }

  @Test
  void afterAReissueTheOldFolderSaysWhereTheSetGoesOn() throws Exception {
    reissue("again");
    Path again = folder.resolve("again");
    String warning =
        "The set goes on in %s, where a share was reissued: its record and journal are" + " there.";
    assertEquals(List.of(warning.formatted(again)), status(2).warnings());
    EscrowSet next = EscrowSet.open(again.resolve("escrow.json"), Trustees.clock(2));
    assertEquals(List.of(), SetStatus.of(next, Trustees.clock(2).instant()).warnings());
    reissue("third");
    EscrowSet third = EscrowSet.open(folder.resolve("third/escrow.json"), Trustees.clock(2));
    assertEquals(List.of(), SetStatus.of(third, Trustees.clock(2).instant()).warnings());
    assertEquals(List.of(warning.formatted(folder.resolve("third"))), status(2).warnings());
  }

  private void reissue(String name) throws Exception {
    NewSet target = new NewSet(folder.resolve(name), Optional.empty(), Trustees.clock(1));
    try (Gathering gathering = trustees.gather(home, record, "alice", "bob")) {
      new Reissue(open(1), target)
          .make(gathering, "carol", Optional.of(trustees.identity(name).recipient()));
    }
  }

  @Test
  void aFileThatSaysItIsSomebodysChangesNothingForThem() throws Exception {
    try (Gathering gathering = trustees.gather(home, record, "alice", "carol")) {
      String text = "# set: " + record.set() + "\n# trustee: bob\nacademic acid";
      assertThrows(ShareProblem.class, () -> gathering.add(Trustees.text(text)));
      Drill.Held held = Drill.hold(open(1), gathering, true, List.of("eve"));
      assertEquals(
          new SetEvent.DrillHeld(
              record.set(),
              "roll-call",
              true,
              List.of("alice", "carol"),
              List.of(),
              List.of("bob", "dave"),
              List.of("bob"),
              List.of("eve")),
          held.event());
      assertEquals(held.event(), open(1).journal().entries().getLast().event());
    }
    assertEquals(SetStatus.Condition.UNSEEN, status(1).holders().get(1).condition());
    assertEquals(2, status(1).spare());
  }

  @Test
  void whereNobodyBringsAnythingNoDrillIsHeld() throws Exception {
    byte[] before = Files.readAllBytes(home.resolve(EscrowSet.JOURNAL));
    try (Gathering gathering = trustees.gather(home, record)) {
      Trustees.says(
          assertThrows(Denied.class, () -> Drill.hold(open(1), gathering, true, List.of("eve"))),
          "Nobody brought a share of this set, so no drill was held.",
          "The journal is unchanged. Begin again when the trustees are there.");
    }
    assertArrayEquals(before, Files.readAllBytes(home.resolve(EscrowSet.JOURNAL)));
  }

  /** As a later version may write: the chain holds, and the journal goes on. */
  @Test
  void anEventThatIsNotKnownIsKeptAndWarnedOf() throws Exception {
    Path file = home.resolve(EscrowSet.JOURNAL);
    String unknown =
        "{\"seq\":2,\"time\":\"2026-11-22T10:00:00Z\",\"event\":\"set-blessed\",\"set\":\""
            + record.set()
            + "\",\"prev\":\""
            + open(0).journal().lastHash()
            + "\"}\n";
    Files.writeString(file, unknown, StandardOpenOption.APPEND);
    Losses.record(open(1), List.of("bob"), false);
    assertEquals(unknown, Files.readAllLines(file).get(1) + "\n");
    assertEquals(SetStatus.Condition.LOST, status(1).holders().get(1).condition());
    assertEquals(
        List.of(
            "The journal has events that this version of keyrite does not know: set-blessed. Ask"
                + " for the status with the version that wrote them."),
        status(1).warnings());
    Files.writeString(
        file,
        Files.readString(file).replace(",\"set\":\"" + record.set() + "\",\"prev\"", ",\"prev\""));
    assertEquals(
        "The journal was changed or damaged: line 2 is not an event.",
        assertThrows(Denied.class, () -> open(1)).getMessage());
  }

  @Test
  void whatWasNotLostIsNotFound() throws Exception {
    drill(1);
    Trustees.says(
        assertThrows(Refused.class, () -> Losses.record(open(2), List.of("bob"), true)),
        "The journal does not say that bob lost the share.",
        "Nothing was recorded. Hold a drill to show that a share is there.");
    assertEquals(SetStatus.Condition.GOOD, status(2).holders().get(1).condition());
    Losses.record(open(2), List.of("bob", "bob"), false);
    assertEquals(3, open(2).journal().entries().size());
    Losses.record(open(2), List.of("bob"), true);
    assertEquals(SetStatus.Condition.UNSEEN, status(2).holders().get(1).condition());
  }

  @Test
  void whoVouchesHasAVisibleName() {
    for (String name : List.of("eve", "Zo\u00eb M\u00fcller", "x".repeat(200))) {
      assertTrue(Drill.isName(name), name);
    }
    for (String name : List.of("", " ", "eve\u001b[2J", "a\nb", "\u202eeve", "x".repeat(201))) {
      assertFalse(Drill.isName(name), name);
    }
  }

  @Test
  void aFolderForKitsThatIsNotThereIsNamed() {
    Path missing = folder.resolve("missing");
    try (KitFolder kits = new KitFolder(missing, true, SecretFiles::create)) {
      Trustees.says(
          assertThrows(Refused.class, kits::requirePlace),
          "There is no folder " + missing + " for the recovery sheets.",
          "Make one in memory (mkdir -m 700), and name it with --kits.");
    }
  }
}
