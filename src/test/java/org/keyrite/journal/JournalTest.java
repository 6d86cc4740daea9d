package org.keyrite.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.fault.Denied;
import org.keyrite.journal.Form.FactException;

/** The record: each line vouches for the one before it. */
final class JournalTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.987Z");

  private static final String ZEROS =
      "0000000000000000000000000000000000000000000000000000000000000000";

  private static final Family<Object> FAMILY =
      new Family<>((name, _) -> name)
          .with("counted", Counted.class, Counted::new)
          .with("told", Told.class, Told::new);

  private record Counted(long count) {
    Counted(Form<Counted> f) throws FactException {
      this(f.number("count", Counted::count));
    }
  }

  /** One fact of each kind. */
  private record Told(
      String text, boolean truth, List<String> texts, Optional<Object> any, List<Counted> all) {
    Told(Form<Told> f) throws FactException {
      this(
          f.text("text", Told::text),
          f.truth("truth", Told::truth),
          f.texts("texts", Told::texts),
          f.optional(Object.class, "any", Told::any),
          f.all("all", Told::all, Counted::new));
    }
  }

  private static Journal<Object> journal(Object... events) {
    Journal<Object> journal = new Journal<>(FAMILY);
    for (Object event : events) {
      journal.append(NOON, event);
    }
    return journal;
  }

  private static Told told(String text) {
    return new Told(text, true, List.of("a", "b"), Optional.empty(), List.of());
  }

  @Test
  void eachLineHoldsTheHashOfTheLineBefore() throws Exception {
    Told told =
        new Told(
            "t", true, List.of(), Optional.of(Map.of("k", List.of(7L))), List.of(new Counted(3)));
    Journal<Object> journal = journal(new Counted(1), told);
    String first =
        "{\"seq\":1,\"time\":\"2026-11-22T12:00:00Z\",\"event\":\"counted\",\"count\":1,\"prev\":\""
            + ZEROS
            + "\"}";
    String second =
        "{\"seq\":2,\"time\":\"2026-11-22T12:00:00Z\",\"event\":\"told\",\"text\":\"t\",\"truth\":true,"
            + "\"texts\":[],\"any\":{\"k\":[7]},\"all\":[{\"count\":3}],\"prev\":\""
            + sha256(first)
            + "\"}";
    assertEquals(first + "\n" + second + "\n", new String(journal.bytes(), UTF_8));
    assertEquals(sha256(second), journal.lastHash());
    assertEquals(sha256(second), Journal.read(journal.bytes()).lastHash());
  }

  @Test
  void anEntryIsWhatWasAppended() {
    Journal<Object> journal = journal(new Counted(137));
    assertEquals(1, journal.entries().size());
    Journal.Entry<Object> entry = journal.entries().getFirst();
    assertEquals(Instant.parse("2026-11-22T12:00:00Z"), entry.time());
    assertEquals("counted", entry.name());
    assertEquals(new Counted(137), entry.event());
    assertThrows(UnsupportedOperationException.class, journal.entries()::clear);
  }

  @Test
  void anEmptyJournalHasTheHashThatTheFirstLineContinues() {
    assertEquals(ZEROS, journal().lastHash());
    assertEquals(0, journal().bytes().length);
  }

  @Test
  void aFactCannotTakeThePlaceOfTheJournalsOwnMembers() {
    for (String name : List.of("seq", "time", "event")) {
      Family<Long> family =
          new Family<Long>((_, _) -> 0L)
              .with("forged", Long.class, f -> f.number(name, number -> number));
      Journal<Long> journal = new Journal<>(family);
      IllegalArgumentException bug =
          assertThrows(IllegalArgumentException.class, () -> journal.append(NOON, 1L));
      assertEquals("two facts have the name " + name, bug.getMessage());
      assertEquals(List.of(), journal.entries());
    }
  }

  @Test
  void whatNoTypeIsForIsNotWritten() {
    assertThrows(IllegalArgumentException.class, () -> journal("an event of a later version"));
  }

  @Test
  void textFromOutsideStaysOnItsLine() throws Exception {
    Journal<Object> journal = journal(told("a\"}\n{\"seq\":2,\u001b[2J\u202e"));
    String text = new String(journal.bytes(), UTF_8);
    assertEquals(1, text.lines().count());
    assertTrue(text.strip().chars().allMatch(character -> character >= ' ' && character <= '~'));
    assertEquals(journal.lastHash(), Journal.read(journal.bytes()).lastHash());
  }

  @Test
  void anyChangeOfAnyLineButTheLastIsFoundInTheNext() throws Exception {
    List<String> lines = lines();
    for (int i = 0; i < lines.size() - 1; i++) {
      List<String> changed = new ArrayList<>(lines);
      changed.set(i, changed.get(i).replace("counted", "coumted"));
      assertBroken("the chain breaks at line " + (i + 2), changed);
    }
  }

  @Test
  void whatTheChainCannotShowIsAChangeOfItsEnd() throws Exception {
    List<String> lines = lines();
    String kept = Journal.read(record(lines)).lastHash();
    List<String> changed = new ArrayList<>(lines);
    changed.set(4, changed.get(4).replace("counted", "coumted"));
    assertTrue(!Journal.read(record(changed)).lastHash().equals(kept), "the last hash tells");
    assertTrue(
        !Journal.read(record(lines.subList(0, 4))).lastHash().equals(kept), "the last hash tells");
  }

  @Test
  void aRemovedLineIsFound() throws Exception {
    for (int i = 0; i < 4; i++) {
      List<String> changed = lines();
      changed.remove(i);
      assertBroken("the chain breaks at line " + (i + 1), changed);
    }
  }

  @Test
  void movedLinesAreFound() throws Exception {
    for (int i = 0; i < 4; i++) {
      List<String> changed = lines();
      Collections.swap(changed, i, i + 1);
      assertBroken("the chain breaks at line " + (i + 1), changed);
    }
  }

  @Test
  void aRepeatedLineIsFound() throws Exception {
    List<String> changed = lines();
    changed.add(2, changed.get(1));
    assertBroken("the chain breaks at line 3", changed);
  }

  @Test
  void aLastLineWithoutItsEndIsFound() throws Exception {
    byte[] record = record(lines());
    assertBroken("line 5 has no end", Arrays.copyOf(record, record.length - 1));
  }

  @Test
  void anEmptyRecordIsNotWhole() {
    assertBroken("it is empty", new byte[0]);
    assertBroken("line 1 is not an event", "\n".getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "not JSON; line 1 is not an event",
        "[]; line 1 is not an event",
        "{}; line 1 is not an event",
        "{'seq':2,'time':'T','event':'e','prev':'ZEROS'}; the chain breaks at line 1",
        "{'seq':'1','time':'T','event':'e','prev':'ZEROS'}; line 1 is not an event",
        "{'seq':1,'time':'T','event':'e','prev':''}; the chain breaks at line 1",
        "{'seq':1,'event':'e','prev':'ZEROS'}; line 1 is not an event",
        "{'seq':1,'time':'yesterday','event':'e','prev':'ZEROS'}; line 1 is not an event",
        "{'seq':1,'time':'T','prev':'ZEROS'}; line 1 is not an event",
        "{'seq':1,'time':'T','event':'','prev':'ZEROS'}; line 1 is not an event",
        "{'seq':1,'time':'T','event':'e'}; line 1 is not an event",
        "{'seq':1,'time':'T','event':'counted','prev':'ZEROS'}; line 1 is not an event",
        "{'seq':1,'time':'T','event':'counted','count':'1','prev':'ZEROS'}; line 1 is not an event",
        "{'seq':1,'time':'T','event':'counted','count':1.5,'prev':'ZEROS'}; line 1 is not an event",
        "{'seq':1,'time':'T','event':'counted','count':99999999999999999999,'prev':'ZEROS'}; line 1"
            + " is not an event",
        "{'seq':1,'time':'T','event':'counted','count':null,'prev':'ZEROS'}; line 1 is not an event"
      })
  void aLineIsAnEventOrTheJournalIsBroken(String line, String reason) {
    String json = line.replace('\'', '"').replace("ZEROS", ZEROS);
    assertBroken(reason, List.of(json.replace("\"T\"", "\"2026-11-22T12:00:00Z\"")));
  }

  /** Five lines: {@code {"seq":1,…,"count":1,…}} and so on. */
  private static List<String> lines() {
    Journal<Object> journal = new Journal<>(FAMILY);
    for (int i = 1; i <= 5; i++) {
      journal.append(NOON, new Counted(i));
    }
    return new ArrayList<>(journal.entries().stream().map(Journal.Entry::line).toList());
  }

  private static byte[] record(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(UTF_8);
  }

  private static void assertBroken(String reason, List<String> lines) {
    assertBroken(reason, record(lines));
  }

  private static void assertBroken(String reason, byte[] record) {
    Denied denied = assertThrows(Denied.class, () -> Journal.read(record, FAMILY));
    assertEquals("The journal was changed or damaged: " + reason + ".", denied.getMessage());
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
  }

  @Test
  void aJournalGoesOn() throws Denied {
    Journal<Object> whole =
        journal(
            new Told(
                "it's \u00e9",
                false,
                List.of(""),
                Optional.of(List.of("a", List.of(false), Map.of("k", 7L))),
                List.of(new Counted(1), new Counted(Long.MIN_VALUE))),
            told("no more"));
    Journal<Object> resumed = Journal.read(whole.bytes(), FAMILY);
    assertEquals(whole.entries(), resumed.entries());
    whole.append(NOON, new Counted(2));
    resumed.append(NOON, new Counted(2));
    assertArrayEquals(whole.bytes(), resumed.bytes());
  }

  /** A later version may add events, and facts to those that there are. */
  @Test
  void whatALaterVersionAddedIsReadAndKept() throws Denied {
    String first =
        "{\"seq\":1,\"time\":\"2026-11-22T12:00:00Z\",\"event\":\"counted\",\"count\":1,\"new\":{},"
            + "\"prev\":\"PREV\"}";
    String second =
        "{\"seq\":2,\"time\":\"2026-11-22T12:00:00Z\",\"event\":\"danced\",\"with\":\"me\",\"prev\":\"PREV\"}";
    first = first.replace("PREV", ZEROS);
    second = second.replace("PREV", Sha256.hex(first.getBytes(UTF_8)));
    byte[] record = record(List.of(first, second));
    Journal<Object> journal = Journal.read(record, FAMILY);
    assertEquals(
        List.of(new Counted(1), "danced"),
        journal.entries().stream().map(Journal.Entry::event).toList());
    assertArrayEquals(record, journal.bytes());
  }
}
