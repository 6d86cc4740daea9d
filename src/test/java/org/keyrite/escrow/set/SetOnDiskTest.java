package org.keyrite.escrow.set;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.bundle.Bundle;
import org.keyrite.escrow.life.Drill;
import org.keyrite.escrow.life.Losses;
import org.keyrite.escrow.life.NewSet;
import org.keyrite.escrow.life.Reissue;
import org.keyrite.escrow.life.SetStatus;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Refused;
import org.keyrite.journal.Journal;

/** A journal to which several people add, in files that may be links, or somebody else's. */
class SetOnDiskTest {
  @TempDir private Path folder;

  private final Trustees trustees = new Trustees();
  private Path home;
  private Path journal;
  private SetRecord record;

  @BeforeEach
  void split() throws Exception {
    home = folder.resolve("set");
    journal = home.resolve("escrow-journal.jsonl");
    record = trustees.split(home, "2 operators alice bob carol; 1 directors dora");
  }

  private EscrowSet open(int day) throws Fault {
    return EscrowSet.open(home.resolve("escrow.json"), Trustees.clock(day));
  }

  private List<String> events() throws Fault {
    return open(9).journal().entries().stream().map(Journal.Entry::name).toList();
  }

  private SetStatus.Condition condition(String name) throws Fault {
    return SetStatus.of(open(9), Trustees.clock(9).instant()).holders().stream()
        .filter(holder -> holder.name().equals(name))
        .findFirst()
        .orElseThrow()
        .condition();
  }

  @Test
  void whatIsReportedDuringADrillStays() throws Exception {
    EscrowSet drill = open(1);
    try (Gathering gathering = trustees.gather(home, record, "alice", "bob", "dora")) {
      Losses.record(open(2), List.of("carol"), false);
      Drill.hold(drill, gathering, false, List.of("eve"));
    }
    assertEquals(List.of("set-split", "share-lost", "drill-held"), events());
    assertEquals(SetStatus.Condition.LOST, condition("carol"));
    assertEquals(open(9).journal().lastHash(), drill.journal().lastHash());
  }

  /** Editors and letters take the last newline; it is there again when keyrite next writes. */
  @Test
  void aLastNewlineThatWasLostIsMendedAndACutLineIsNot() throws Exception {
    Losses.record(open(1), List.of("carol"), false);
    String whole = Files.readString(journal);
    Files.writeString(journal, whole.stripTrailing());
    assertEquals(List.of("set-split", "share-lost"), events());
    Losses.record(open(2), List.of("bob"), false);
    assertEquals(List.of("set-split", "share-lost", "share-lost"), events());
    assertEquals(whole, Files.readString(journal).substring(0, whole.length()));
    assertEquals('\n', Files.readString(journal).charAt(Files.readString(journal).length() - 1));
    String changed = Files.readString(journal).stripTrailing();
    Files.writeString(journal, changed.substring(0, changed.length() - 1));
    assertThrows(Denied.class, () -> open(3));
    Files.writeString(journal, changed.replaceFirst("carol", "alice"));
    assertThrows(Denied.class, () -> open(3));
  }

  @Test
  void whatIsReportedDuringAReissueGoesAlong() throws Exception {
    EscrowSet set = open(1);
    NewSet target = new NewSet(folder.resolve("again"), Optional.empty(), Trustees.clock(1));
    try (Gathering gathering = trustees.gather(home, record, "alice", "bob")) {
      Losses.record(open(2), List.of("dora"), false);
      new Reissue(set, target)
          .make(gathering, "carol", Optional.of(trustees.identity("carol-again").recipient()));
    }
    Path next = folder.resolve("again/escrow.json");
    assertEquals(
        List.of("set-split", "share-lost", "share-reissued"),
        EscrowSet.open(next, Trustees.clock(9)).journal().entries().stream()
            .map(Journal.Entry::name)
            .toList());
  }

  /** Another program that adds to the journal, again and again. */
  static final class Reporter {
    static final int TIMES = 15;

    private Reporter() {}

    public static void main(String[] arguments) throws Fault {
      for (int i = 0; i < TIMES; i++) {
        EscrowSet set = EscrowSet.open(Path.of(arguments[0]), Trustees.clock(1));
        Losses.record(set, List.of(arguments[1]), false);
      }
    }
  }

  private Process report(String name) throws Exception {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classes,
            Reporter.class.getName(),
            home.resolve("escrow.json").toString(),
            name)
        .inheritIO()
        .start();
  }

  @Test
  void severalProgramsAddToOneJournal() throws Exception {
    List<Process> both = List.of(report("alice"), report("bob"));
    for (Process process : both) {
      assertEquals(0, process.waitFor());
    }
    List<String> events = events();
    assertEquals(2 * Reporter.TIMES, Collections.frequency(events, "share-lost"));
    assertEquals(2 * Reporter.TIMES + 1, events.size());
    assertEquals(List.of(), Trustees.files(home).stream().filter(n -> n.startsWith(".")).toList());
  }

  @Test
  void aJournalThatWasExchangedMeanwhileIsNotAddedTo() throws Exception {
    Losses.record(open(1), List.of("bob"), false);
    EscrowSet late = open(2);
    String first = Files.readString(journal).lines().findFirst().orElseThrow() + "\n";
    Files.writeString(journal, first);
    Trustees.says(
        assertThrows(Denied.class, () -> Losses.record(late, List.of("carol"), false)),
        "The journal " + journal + " was replaced or cut short in the meantime.",
        "Nothing was recorded. Find out who did it, and compare it with another copy.");
    assertEquals(first, Files.readString(journal));
  }

  @Test
  void aLinkedRecordHasTheJournalBesideTheRecordItself() throws Exception {
    Path link = Files.createDirectory(folder.resolve("link")).resolve("escrow.json");
    Files.createSymbolicLink(link, home.resolve("escrow.json"));
    Losses.record(EscrowSet.open(link, Trustees.clock(1)), List.of("bob"), false);
    assertEquals(List.of("set-split", "share-lost"), events());
    assertEquals(List.of("escrow.json"), Trustees.files(link.getParent()));
  }

  @Test
  void aLinkForAJournalIsRefused() throws Exception {
    Path elsewhere = Files.move(journal, folder.resolve("journal"));
    byte[] before = Files.readAllBytes(elsewhere);
    Files.createSymbolicLink(journal, elsewhere);
    Trustees.says(
        assertThrows(Refused.class, () -> open(1)),
        "The journal " + journal + " is a link.",
        "Name the record that lies beside the journal itself.");
    assertArrayEquals(before, Files.readAllBytes(elsewhere));
  }

  @Test
  void nothingIsAddedToABundle() throws Exception {
    assertEquals(Bundle.JOURNAL, SetJournal.CEREMONY_JOURNAL);
    Files.delete(journal);
    Files.createFile(home.resolve(Bundle.JOURNAL));
    Path named = home.resolve("escrow.json");
    Trustees.says(
        assertThrows(Refused.class, () -> open(1)),
        named + " lies in a ceremony's bundle, to which nothing may be added.",
        "Copy it to a folder of its own, and name the copy with --set.");
  }

  @Test
  void theJournalKeepsItsMode() throws Exception {
    for (String mode : List.of("rw-rw-r--", "rw-------")) {
      Files.setPosixFilePermissions(journal, PosixFilePermissions.fromString(mode));
      Losses.record(open(1), List.of("bob"), false);
      assertEquals(mode, PosixFilePermissions.toString(Files.getPosixFilePermissions(journal)));
    }
  }

  @Test
  void aMissingJournalIsNotSilent() throws Exception {
    String warning =
        "The set's journal is missing or empty, so nobody can tell what happened to the set. If"
            + " there is another copy of the journal, put it beside the record.";
    Files.delete(journal);
    assertEquals(warning, SetStatus.of(open(1), Trustees.DAY).warnings().getFirst());
    Files.createFile(journal);
    assertEquals(warning, SetStatus.of(open(1), Trustees.DAY).warnings().getFirst());
    Losses.record(open(1), List.of("bob"), false);
    assertEquals(List.of("share-lost"), events());
  }
}
