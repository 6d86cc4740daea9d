package org.keyrite.escrow.life;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.age.NativeIdentity;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.SetEvent;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.escrow.set.Trustees;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Refused;
import org.keyrite.journal.Journal;

/** What took a set's place is known to its old folder, also when a run was killed meanwhile. */
class ReplacedSetTest {
  @TempDir private Path folder;

  private final Trustees trustees = new Trustees();
  private Path home;
  private Path journal;
  private Path partial;
  private SetRecord record;
  private byte[] before;

  @BeforeEach
  void split() throws Exception {
    home = folder.resolve("set");
    record = trustees.split(home, "2 operators alice bob carol");
    journal = home.resolve(EscrowSet.JOURNAL);
    partial = home.resolve(".escrow-journal.jsonl.partial");
    before = Files.readAllBytes(journal);
  }

  private EscrowSet open() throws Fault {
    return EscrowSet.open(home.resolve("escrow.json"), Trustees.clock(3));
  }

  private NewSet target(String name) {
    return new NewSet(folder.resolve(name), Optional.empty(), Trustees.clock(2));
  }

  private SetRecord reshare(EscrowSet set, String name) throws Exception {
    try (Gathering gathering = trustees.gather(home, record, "alice", "bob");
        NativeIdentity identity = gathering.restore()) {
      return target(name)
          .reshare(set, identity, trustees.policy("2 keepers erin frank"), List.of("alice", "bob"))
          .record();
    }
  }

  private void reissue(EscrowSet set, String name) throws Exception {
    try (Gathering gathering = trustees.gather(home, record, "alice", "bob")) {
      new Reissue(set, target(name))
          .make(gathering, "carol", Optional.of(trustees.identity(name).recipient()));
    }
  }

  private List<String> events() throws Fault {
    return open().journal().entries().stream().map(Journal.Entry::name).toList();
  }

  private String replaced() throws Fault {
    return open().replaced().orElseThrow().inWords();
  }

  /** As kill -9 leaves it when the new folder has its name, and the journal does not. */
  private void killBetween() throws Exception {
    Files.move(journal, partial);
    Files.write(journal, before);
  }

  @Test
  void whatTookItsPlaceIsNamed() throws Exception {
    assertEquals(Optional.empty(), open().replaced());
    reissue(open(), "again");
    assertEquals(
        "A share was reissued at 2026-11-22T10:00:00Z: "
            + record.set()
            + " goes on in "
            + folder.resolve("again")
            + ".",
        replaced().replaceFirst("at [^ ]+:", "at 2026-11-22T10:00:00Z:"));
    SetRecord next = reshare(open(), "next");
    assertTrue(replaced().startsWith("The set was reshared at "), replaced());
    assertTrue(
        replaced().endsWith(": " + next.set() + " goes on in " + folder.resolve("next") + "."),
        replaced());
    EscrowSet again = EscrowSet.open(folder.resolve("again/escrow.json"), Trustees.clock(3));
    assertEquals(Optional.empty(), again.replaced());
  }

  @Test
  void ofTwoAtOnceOneIsRefused() throws Exception {
    EscrowSet late = open();
    reshare(open(), "next");
    byte[] told = Files.readAllBytes(journal);
    Refused refused = assertThrows(Refused.class, () -> reshare(late, "other"));
    assertEquals("Somebody else was faster. " + replaced(), refused.getMessage());
    assertFalse(Files.exists(folder.resolve("other")));
    assertArrayEquals(told, Files.readAllBytes(journal));
  }

  @Test
  void theNextCommandCompletesAJournal() throws Exception {
    SetRecord next = reshare(open(), "next");
    killBetween();
    EscrowSet mended = open();
    assertEquals(next.set(), mended.replaced().orElseThrow().set());
    assertEquals(
        "A run was killed before this journal told of it, which it does now: " + replaced(),
        mended.mended().orElseThrow());
    assertFalse(Files.exists(partial));
    assertEquals(List.of("set-split", "set-reshared"), events());
    assertEquals(Optional.empty(), open().mended());
  }

  @Test
  void soItDoesAfterAReissue() throws Exception {
    reissue(open(), "again");
    killBetween();
    assertTrue(open().replaced().isPresent());
    assertEquals(List.of("set-split", "share-reissued", "set-continued"), events());
  }

  @Test
  void whatHasNotComeAboutGoes() throws Exception {
    reshare(open(), "next");
    killBetween();
    Files.move(folder.resolve("next"), folder.resolve("elsewhere"));
    assertEquals(Optional.empty(), open().mended());
    assertFalse(Files.exists(partial));
    assertArrayEquals(before, Files.readAllBytes(journal));
  }

  @Test
  void anotherSetInItsPlaceIsNotIt() throws Exception {
    reshare(open(), "next");
    killBetween();
    Files.move(folder.resolve("next"), folder.resolve("elsewhere"));
    trustees.split(folder.resolve("next"), "2 operators alice bob carol");
    assertEquals(Optional.empty(), open().mended());
    assertArrayEquals(before, Files.readAllBytes(journal));
  }

  @Test
  void whatIsHalfWrittenGoes() throws Exception {
    reshare(open(), "next");
    byte[] whole = Files.readAllBytes(journal);
    for (int length : new int[] {0, 10, before.length, whole.length - 1}) {
      Files.write(journal, before);
      Files.write(partial, Arrays.copyOf(whole, length));
      assertEquals(Optional.empty(), open().mended());
      assertFalse(Files.exists(partial));
      assertArrayEquals(before, Files.readAllBytes(journal));
    }
  }

  @Test
  void anEntryOfItsOwnIsThereOrNot() throws Exception {
    Losses.record(open(), List.of("bob"), false);
    killBetween();
    assertEquals(Optional.empty(), open().mended());
    assertEquals(List.of("set-split"), events());
  }

  @Test
  void whatSomebodyElseWritesIsLeftAlone() throws Exception {
    reshare(open(), "next");
    killBetween();
    try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      assertEquals(Optional.empty(), open().mended());
      assertTrue(Files.exists(partial));
    }
  }

  @Test
  void aForkIsRecorded() throws Exception {
    reshare(open(), "next");
    EscrowSet set = open();
    set.add(new SetEvent.ForkAccepted(record.set(), "the stick is lost"));
    reissue(set, "again");
    assertEquals(
        List.of("set-split", "set-reshared", "fork-accepted", "share-reissued", "set-continued"),
        events());
    assertEquals(
        new SetEvent.ForkAccepted(record.set(), "the stick is lost"),
        open().journal().entries().get(2).event());
  }

  @Test
  void failedDrillsAreCounted() throws Exception {
    drill("alice");
    drill("bob");
    SetStatus status = SetStatus.of(open(), Trustees.clock(3).instant());
    assertEquals(2, status.failedDrills().size());
    assertEquals(List.of("alice", "carol"), status.failedDrills().getLast().absent());
    assertEquals(
        "The last drill failed: hold another at once, whatever the date of the last good one.",
        status.warnings().getFirst());
    drill("alice", "bob");
    status = SetStatus.of(open(), Trustees.clock(3).instant());
    assertEquals(List.of(), status.failedDrills());
    assertEquals(List.of(), status.warnings());
  }

  private void drill(String... names) throws Exception {
    try (Gathering gathering = trustees.gather(home, record, names)) {
      Drill.hold(open(), gathering, false, List.of("eve"));
    }
  }
}
