package org.keyrite.ceremony.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.escrow.life.SetStatus;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.SetEvent;
import org.keyrite.journal.Family;
import org.keyrite.journal.Journal;
import org.keyrite.json.JsonWriter;

/** What version 0.1 wrote is read, and the same events are written as it wrote them. */
final class OldJournalsTest {
  private static final Path OLD = Path.of("src/test/resources/journals-0.1");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"pinned", "escrow", "signed"})
  void aCeremonysReportIsTheOneThatWasWritten(String name) throws Exception {
    byte[] record = Files.readAllBytes(OLD.resolve(name).resolve("journal.jsonl"));
    assertEquals(Files.readString(OLD.resolve(name).resolve("report.md")), Report.of(record));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pinned", "escrow", "signed"})
  void aCeremonysEventsAreWrittenAgainByteForByte(String name) throws Exception {
    assertWrittenAgain(OLD.resolve(name).resolve("journal.jsonl"), CeremonyEvent.FAMILY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"set", "again", "next", "next2", "rotated"})
  void aSetsEventsAreWrittenAgainByteForByte(String name) throws Exception {
    assertWrittenAgain(OLD.resolve(name).resolve(EscrowSet.JOURNAL), SetEvent.FAMILY);
  }

  private static <E> void assertWrittenAgain(Path file, Family<E> family) throws Exception {
    byte[] record = Files.readAllBytes(file);
    Journal<E> again = new Journal<>(family);
    for (Journal.Entry<E> entry : Journal.read(record, family).entries()) {
      again.append(entry.time(), entry.event());
    }
    assertArrayEquals(record, again.bytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"set", "again", "next", "next2", "rotated"})
  void aSetsStatusIsTheOneThatWasShown(String name) throws Exception {
    for (String file : List.of("escrow.json", EscrowSet.JOURNAL)) {
      Files.copy(OLD.resolve(name).resolve(file), folder.resolve(file));
    }
    Clock clock = Clock.fixed(Instant.parse("2026-11-28T00:00:00Z"), ZoneOffset.UTC);
    EscrowSet set = EscrowSet.open(folder.resolve("escrow.json"), clock);
    SetStatus status = SetStatus.of(set, clock.instant());
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("set", set.record().set());
    shown.put("environment", set.record().environment());
    shown.put("recipient", set.record().recipient());
    shown.put("trustees", status.holders().stream().map(OldJournalsTest::holder).toList());
    status.lastDrill().ifPresent(time -> shown.put("last-drill", time.toString()));
    shown.put("spare", status.spare());
    // Of a failed drill, and of a set whose trustees nobody has heard of, 0.1 did not warn.
    shown.put(
        "warnings",
        status.warnings().stream()
            .filter(warning -> !warning.startsWith("The last drill failed: "))
            .filter(warning -> !warning.startsWith("The set replaces "))
            .toList());
    shown.put("alarms", status.alarms());
    assertEquals(
        Files.readString(OLD.resolve(name).resolve("status.json")), JsonWriter.write(shown) + "\n");
  }

  private static Map<String, Object> holder(SetStatus.Holder holder) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", holder.name());
    members.put("group", holder.group());
    members.put("share", holder.condition().name().toLowerCase(Locale.ROOT));
    members.put("since", holder.since().toString());
    return members;
  }

  /** No type of event is without an example, and none of 0.1's is unknown. */
  @Test
  void everyTypeOfEventOfVersion01IsInTheseJournals() throws Exception {
    Set<Class<?>> read = new HashSet<>();
    for (String name : List.of("pinned", "escrow", "signed")) {
      byte[] record = Files.readAllBytes(OLD.resolve(name).resolve("journal.jsonl"));
      Journal.read(record, CeremonyEvent.FAMILY)
          .entries()
          .forEach(entry -> read.add(entry.event().getClass()));
    }
    for (String name : List.of("set", "again", "next", "next2", "rotated")) {
      byte[] record = Files.readAllBytes(OLD.resolve(name).resolve(EscrowSet.JOURNAL));
      Journal.read(record, SetEvent.FAMILY)
          .entries()
          .forEach(entry -> read.add(entry.event().getClass()));
    }
    Set<Class<?>> all = new HashSet<>();
    all.addAll(Arrays.asList(CeremonyEvent.class.getPermittedSubclasses()));
    all.addAll(Arrays.asList(SetEvent.class.getPermittedSubclasses()));
    all.removeAll(Set.of(CeremonyEvent.Unknown.class, SetEvent.Unknown.class));
    all.removeAll(
        Set.of(
            CeremonyEvent.SandboxMade.class,
            CeremonyEvent.Attempted.class,
            CeremonyEvent.FileVerified.class,
            CeremonyEvent.GeneratorDenied.class,
            CeremonyEvent.LeftoverWiped.class,
            SetEvent.RiskAccepted.class,
            SetEvent.ForkAccepted.class,
            SetEvent.GatheringStarted.class,
            SetEvent.GatheringFinished.class,
            SetEvent.ShareConfirmed.class,
            SetEvent.FilesRotated.class));
    assertEquals(all, read);
  }

  @Test
  void whatTheyTellIsInTheirTypes() throws Exception {
    List<SetEvent> events =
        Journal.read(
                Files.readAllBytes(OLD.resolve("set").resolve(EscrowSet.JOURNAL)), SetEvent.FAMILY)
            .entries()
            .stream()
            .map(Journal.Entry::event)
            .toList();
    String set = "dfb46fc828624dcd2e41269f030247b3";
    List<String> trustees = List.of("alice", "bob", "carol", "dora");
    assertEquals(
        List.of(
            new SetEvent.Split(
                set,
                "testnet",
                "age1qccvyj9sdcl7u4tv853y9783j47kpk09y9zk20jxs0qltzukrgqq4uxzm0",
                "new",
                "2 of 3 operators and 1 of 1 directors",
                trustees,
                3,
                true,
                Optional.empty()),
            new SetEvent.DrillHeld(
                set, "roll-call", true, trustees, List.of(), List.of(), List.of(), List.of("eve")),
            new SetEvent.DrillHeld(
                set,
                "threshold",
                false,
                List.of("alice", "dora"),
                List.of("bob"),
                List.of("carol"),
                List.of(),
                List.of("eve", "Zoë")),
            new SetEvent.ShareLost(set, "carol"),
            new SetEvent.ShareLost(set, "bob"),
            new SetEvent.ShareFound(set, "bob"),
            new SetEvent.ShareReissued(
                set, "carol", List.of("alice", "bob", "dora"), Optional.empty()),
            new SetEvent.Continued(set, "/tmp/journals/life/again")),
        events);
  }
}
