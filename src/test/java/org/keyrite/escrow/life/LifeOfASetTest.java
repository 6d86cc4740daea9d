package org.keyrite.escrow.life;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.age.NativeIdentity;
import org.keyrite.age.Recipient;
import org.keyrite.age.X25519Identity;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.SetEvent;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.escrow.set.SetRecordReader;
import org.keyrite.escrow.set.ShareProblem;
import org.keyrite.escrow.set.ShareText;
import org.keyrite.escrow.set.Trustees;
import org.keyrite.escrow.sheet.ShareReader;
import org.keyrite.escrow.slip39.Ascii;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.escrow.slip39.ShareIndex;
import org.keyrite.escrow.slip39.Sharing;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Refused;
import org.keyrite.journal.Journal;

/** Drills, losses, reissue, reshare, rotation, and what the journal knows of them. */
class LifeOfASetTest {
  private static final String POLICY = "2 operators alice bob carol; 1 directors dora";

  @TempDir private Path folder;

  private final Trustees trustees = new Trustees();
  private Path home;
  private SetRecord record;

  @BeforeEach
  void split() throws Exception {
    home = folder.resolve("set");
    record = trustees.split(home, POLICY);
  }

  private EscrowSet open(int day) throws Fault {
    return EscrowSet.open(home.resolve("escrow.json"), Trustees.clock(day));
  }

  private Gathering gather(String... names) throws Exception {
    return trustees.gather(home, record, names);
  }

  private SetStatus status(int day) throws Fault {
    return SetStatus.of(open(day), Trustees.clock(day).instant());
  }

  private static String conditions(SetStatus status) {
    return String.join(
        " ", status.holders().stream().map(holder -> holder.condition().name()).toList());
  }

  private List<String> events() throws Fault {
    return open(0).journal().entries().stream().map(Journal.Entry::name).toList();
  }

  private NewSet target(String name) {
    return new NewSet(folder.resolve(name), Optional.empty(), Trustees.clock(9));
  }

  @Test
  void aDrillIsRecorded() throws Exception {
    try (Gathering gathering = gather("alice", "carol", "dora")) {
      Drill.Held held = Drill.hold(open(30), gathering, false, List.of("eve"));
      assertEquals("", held.problem());
    }
    Journal.Entry<SetEvent> entry = open(30).journal().entries().getLast();
    assertEquals("drill-held", entry.name());
    assertEquals("2026-12-22T10:00:00Z", entry.time().toString());
    assertEquals(
        new SetEvent.DrillHeld(
            record.set(),
            "threshold",
            true,
            List.of("alice", "carol", "dora"),
            List.of(),
            List.of("bob"),
            List.of(),
            List.of("eve")),
        entry.event());
    assertEquals("GOOD UNSEEN GOOD GOOD", conditions(status(31)));
  }

  @Test
  void aLinkInTheJournalsWayIsNotWrittenThrough() throws Exception {
    Path precious = Files.writeString(folder.resolve("precious"), "of somebody");
    Path partial = home.resolve(".escrow-journal.jsonl.partial");
    Files.createSymbolicLink(partial, precious);
    try (Gathering gathering = gather("alice", "carol", "dora")) {
      Drill.hold(open(30), gathering, false, List.of("eve"));
    }
    assertEquals("of somebody", Files.readString(precious));
    assertFalse(Files.exists(partial, LinkOption.NOFOLLOW_LINKS));
    assertEquals("drill-held", events().getLast());
  }

  @Test
  void ofAJournalThatCannotBeWrittenNothingHalfIsLeft() throws Exception {
    byte[] before = Files.readAllBytes(home.resolve("escrow-journal.jsonl"));
    EscrowSet set = open(30);
    Files.createDirectories(home.resolve(".escrow-journal.jsonl.partial/in the way"));
    try (Gathering gathering = gather("alice", "carol", "dora")) {
      assertThrows(Failed.class, () -> Drill.hold(set, gathering, false, List.of("eve")));
    }
    assertArrayEquals(before, Files.readAllBytes(home.resolve("escrow-journal.jsonl")));
  }

  @Test
  void aDrillThatFailsIsRecordedToo() throws Exception {
    try (Gathering gathering = gather("alice", "dora")) {
      Share forged =
          Sharing.forged(Sharing.parse(Ascii.bytes(trustees.words(home, record, "bob"))));
      assertThrows(ShareProblem.class, () -> gathering.add(Trustees.text(Ascii.words(forged))));
      Drill.Held held = Drill.hold(open(1), gathering, true, List.of("eve"));
      assertEquals(
          new Drill.Held(
              new SetEvent.DrillHeld(
                  record.set(),
                  "roll-call",
                  false,
                  List.of("alice", "dora"),
                  List.of("bob"),
                  List.of("carol"),
                  List.of(),
                  List.of("eve")),
              "The identity is not restored: there are too few shares of a group (operators 1 of"
                  + " 2, directors 1 of 1 ok)."),
          held);
    }
    assertEquals("GOOD FAULTY UNSEEN GOOD", conditions(status(1)));
    assertEquals(Optional.empty(), status(1).lastDrill());
  }

  @Test
  void aDrillIsAskedForWhenItIsDue() throws Exception {
    assertEquals(
        List.of(
            "Not one more share may be lost: one more, and the identity may be. Reissue what was"
                + " lost, or reshare."),
        status(179).warnings());
    assertEquals(
        "There was no drill in the 180 days since the split, and the policy asks for one every"
            + " 180.",
        status(180).warnings().getFirst());
    try (Gathering gathering = gather("alice", "carol", "dora")) {
      Drill.hold(open(200), gathering, false, List.of("eve"));
    }
    assertEquals(1, status(379).warnings().size());
    assertEquals(
        "The last drill was 180 days ago, and the policy asks for one every 180.",
        status(380).warnings().getFirst());
  }

  @Test
  void lossesAreCounted() throws Exception {
    home = folder.resolve("wide");
    record = trustees.split(home, "2 operators alice bob carol dave");
    assertEquals(2, status(0).spare());
    assertEquals(List.of(), status(0).warnings());
    Losses.record(open(1), List.of("bob"), false);
    assertEquals(1, status(1).spare());
    Losses.record(open(2), List.of("carol"), false);
    assertEquals(0, status(2).spare());
    assertEquals(1, status(2).warnings().size());
    assertEquals(List.of(), status(2).alarms());
    Losses.record(open(3), List.of("dave"), false);
    assertEquals(-1, status(3).spare());
    assertEquals(
        List.of(
            "Too few shares are left to restore the identity. Encrypt its files to a new identity"
                + " while somebody else can still open them."),
        status(3).alarms());
    assertEquals("UNSEEN LOST LOST LOST", conditions(status(3)));
    Losses.record(open(4), List.of("dave", "carol"), true);
    assertEquals("UNSEEN LOST UNSEEN UNSEEN", conditions(status(4)));
    assertEquals(1, status(4).spare());
    Trustees.says(
        assertThrows(Refused.class, () -> Losses.record(open(5), List.of("bob", "eve"), false)),
        "There is no trustee 'eve' in this set.",
        "Its trustees are alice, bob, carol, dave.");
    assertEquals(6, events().size());
  }

  @Test
  void ofSeveralGroupsTheWeakestCount() throws Exception {
    EscrowPolicy all = trustees.policy("2 operators a b c; 3 others d e f g; 1 directors h");
    home = folder.resolve("groups");
    record = trustees.split(home, new EscrowPolicy(2, all.groups(), all.drillDays()), "testnet");
    // Two of three groups: the director's share and two of the four, or the three.
    assertEquals(2, status(0).spare());
    Losses.record(open(0), List.of("h"), false);
    assertEquals(1, status(0).spare());
    Losses.record(open(0), List.of("d", "e"), false);
    assertEquals(-1, status(0).spare());
  }

  @Test
  void aLostShareIsReissuedWordForWord() throws Exception {
    Losses.record(open(1), List.of("carol"), false);
    String before = trustees.words(home, record, "carol");
    X25519Identity next = trustees.identity("carol-again");
    try (Gathering gathering = gather("alice", "bob")) {
      SetRecord changed =
          new Reissue(open(2), target("again"))
              .make(gathering, "carol", Optional.of(next.recipient()));
      Path file = folder.resolve("again").resolve(changed.shareFile(new ShareIndex(0, 2)));
      try (InputStream in = Files.newInputStream(file);
          ShareText text = ShareReader.read(in, List.of(next))) {
        assertEquals(before, Ascii.text(text.words().text()));
      }
      assertEquals(changed, SetRecordReader.read(folder.resolve("again").resolve("escrow.json")));
      assertEquals(record.commitments(), changed.commitments());
    }
    assertEquals(
        List.of("escrow-journal.jsonl", "escrow.json", record.shareFile(new ShareIndex(0, 2))),
        Trustees.files(folder.resolve("again")));
    assertEquals(List.of("set-split", "share-lost", "share-reissued", "set-continued"), events());
    String continued = Files.readString(folder.resolve("again").resolve(EscrowSet.JOURNAL));
    assertEquals(
        continued,
        Files.readString(home.resolve(EscrowSet.JOURNAL)).substring(0, continued.length()));
    assertEquals(3, continued.lines().count());
    assertEquals("UNSEEN UNSEEN UNSEEN UNSEEN", conditions(status(2)));
    // The share that was lost works as before.
    try (Gathering old = gather("carol", "alice", "dora");
        NativeIdentity restored = old.restore()) {
      assertEquals(record.recipient(), restored.recipient().toString());
    }
  }

  @Test
  void aReissueThatCannotBeIsRefused() throws Exception {
    Recipient to = X25519Identity.generate().recipient();
    try (Gathering gathering = gather("alice", "dora")) {
      Reissue reissue = new Reissue(open(2), target("again"));
      Trustees.says(
          assertThrows(Denied.class, () -> reissue.make(gathering, "carol", Optional.of(to))),
          "The share of carol cannot be computed: there are too few shares of a group (operators 1"
              + " of 2, directors 1 of 1 ok).",
          "Bring as many other shares of its group as the group takes; or one fewer, and enough other groups.");
      Recipient bobs = trustees.identity("bob").recipient();
      Trustees.says(
          assertThrows(Refused.class, () -> reissue.make(gathering, "carol", Optional.of(bobs))),
          "This is the recipient of bob, who has another share.",
          "One person with two shares undoes the threshold: give the trustee's own recipient.");
      assertThrows(Refused.class, () -> reissue.make(gathering, "eve", Optional.of(to)));
    }
    assertEquals(List.of("set"), Trustees.files(folder));
    assertEquals(List.of("set-split"), events());
  }

  @Test
  void aShareThatTheRecordDoesNotKnowIsNotReissued() throws Exception {
    String hash = record.commitment(new ShareIndex(0, 2)).sha256();
    Path file = home.resolve("escrow.json");
    Files.writeString(file, Files.readString(file).replace(hash, "0".repeat(64)));
    SetRecord changed = SetRecordReader.read(file);
    try (Gathering gathering = new Gathering(Optional.of(changed))) {
      // What is typed says nothing of the record.
      gathering.add(Trustees.text(trustees.words(home, record, "alice")));
      gathering.add(Trustees.text(trustees.words(home, record, "bob")));
      Reissue reissue = new Reissue(open(2), target("again"));
      Trustees.says(
          assertThrows(Denied.class, () -> reissue.make(gathering, "carol", Optional.empty())),
          "The share that was computed is not the one in the record.",
          "The record was changed: take another copy of it.");
    }
  }

  @Test
  void aReshareGivesTheSameIdentityToOthers() throws Exception {
    try (Gathering gathering = gather("alice", "bob", "dora");
        NativeIdentity identity = gathering.restore()) {
      NewSet.Made made =
          target("next")
              .reshare(
                  open(9),
                  identity,
                  trustees.policy("3 keepers alice erin frank gina"),
                  List.of("alice", "bob", "dora"));
      assertEquals(record.recipient(), made.record().recipient());
      assertEquals("testnet", made.record().environment());
      assertEquals(Optional.of(record.set()), made.record().replaces());
      assertEquals(4, made.split().combinations());
      try (Gathering next =
              trustees.gather(folder.resolve("next"), made.record(), "erin", "gina", "frank");
          NativeIdentity restored = next.restore()) {
        assertEquals(record.recipient(), restored.recipient().toString());
      }
      assertEquals(
          new SetEvent.Reshared(
              record.set(),
              List.of("alice", "bob", "dora"),
              made.record().set(),
              Optional.of(folder.resolve("next").toString())),
          open(9).journal().entries().getLast().event());
      assertEquals(
          "The set was replaced by " + made.record().set() + "; its shares still work.",
          status(9).warnings().getLast());
    }
  }

  @Test
  void aJournalOfAnotherSetIsRefused() throws Exception {
    Path other = folder.resolve("other");
    trustees.split(other, POLICY);
    Files.copy(
        other.resolve(EscrowSet.JOURNAL),
        home.resolve(EscrowSet.JOURNAL),
        StandardCopyOption.REPLACE_EXISTING);
    Trustees.says(
        assertThrows(Denied.class, () -> open(0)),
        "The journal "
            + home.resolve(EscrowSet.JOURNAL)
            + " belongs to another set than the record beside it.",
        "Keep each set in a folder of its own; do not mix their files.");
  }

  @Test
  void aJournalThatWasChangedIsRefused() throws Exception {
    Losses.record(open(1), List.of("carol"), false);
    Path file = home.resolve(EscrowSet.JOURNAL);
    Files.writeString(file, Files.readString(file).replace("\"new\"", "\"old\""));
    assertEquals(
        "The journal was changed or damaged: the chain breaks at line 2.",
        assertThrows(Denied.class, () -> open(0)).getMessage());
  }

  @Test
  void aSetWithoutJournalBeginsOne() throws Exception {
    Files.delete(home.resolve(EscrowSet.JOURNAL));
    assertEquals(Optional.empty(), status(0).lastDrill());
    Losses.record(open(1), List.of("carol"), false);
    assertEquals(List.of("share-lost"), events());
  }
}
