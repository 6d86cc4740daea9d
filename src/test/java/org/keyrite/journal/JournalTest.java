package org.keyrite.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.fault.Denied;

/** The record: each line vouches for the one before it. */
final class JournalTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-22T12:00:00.987Z"), ZoneOffset.UTC);

  private static final String ZEROS =
      "0000000000000000000000000000000000000000000000000000000000000000";

  @Test
  void eachLineHoldsTheHashOfTheLineBefore() throws Exception {
    Journal journal = new Journal(NOON);
    journal.append("ceremony-begun", Map.of("plan", "validator-identity"));
    journal.append("ceremony-ended", Map.of());

    String first =
        "{\"seq\":1,\"time\":\"2026-11-22T12:00:00Z\",\"event\":\"ceremony-begun\","
            + "\"plan\":\"validator-identity\",\"prev\":\""
            + ZEROS
            + "\"}";
    String second =
        "{\"seq\":2,\"time\":\"2026-11-22T12:00:00Z\",\"event\":\"ceremony-ended\",\"prev\":\""
            + sha256(first)
            + "\"}";
    assertEquals(first + "\n" + second + "\n", new String(journal.bytes(), UTF_8));
    assertEquals(sha256(second), journal.lastHash());
    assertEquals(sha256(second), JournalCheck.follow(journal.bytes()));
  }

  @Test
  void anEntryIsWhatWasAppended() {
    Journal journal = new Journal(NOON);
    journal.append("key-generated", Map.of("printed-bytes", 137));
    assertEquals(1, journal.entries().size());
    Journal.Entry entry = journal.entries().getFirst();
    assertEquals(Instant.parse("2026-11-22T12:00:00Z"), entry.time());
    assertEquals("key-generated", entry.event());
    assertEquals(Map.of("printed-bytes", 137), entry.facts());
    assertThrows(UnsupportedOperationException.class, journal.entries()::clear);
  }

  @Test
  void anEmptyRecordHasTheHashThatTheFirstLineContinues() {
    assertEquals(ZEROS, new Journal(NOON).lastHash());
    assertEquals(0, new Journal(NOON).bytes().length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"seq", "time", "event", "prev"})
  void aFactCannotTakeThePlaceOfTheRecordsOwnMembers(String name) {
    Journal journal = new Journal(NOON);
    IllegalArgumentException bug =
        assertThrows(
            IllegalArgumentException.class, () -> journal.append("forged", Map.of(name, "x")));
    assertEquals("the record's own member: " + name, bug.getMessage());
    assertEquals(List.of(), journal.entries());
  }

  @Test
  void textFromOutsideStaysOnItsLine() throws Exception {
    Journal journal = new Journal(NOON);
    journal.append("public-value", Map.of("value", "a\"}\n{\"seq\":2,\u001b[2J\u202e"));
    String text = new String(journal.bytes(), UTF_8);
    assertEquals(1, text.lines().count());
    assertTrue(text.strip().chars().allMatch(character -> character >= ' ' && character <= '~'));
    assertEquals(journal.lastHash(), JournalCheck.follow(journal.bytes()));
  }

  @Test
  void anyChangeOfAnyLineButTheLastIsFoundInTheNext() throws Exception {
    List<String> lines = lines();
    for (int i = 0; i < lines.size() - 1; i++) {
      List<String> changed = new ArrayList<>(lines);
      changed.set(i, changed.get(i).replace("count", "comnt"));
      assertBroken("line " + (i + 2) + " does not continue the record", changed);
    }
  }

  @Test
  void whatTheChainCannotShowIsAChangeOfItsEnd() throws Exception {
    List<String> lines = lines();
    String kept = JournalCheck.follow(record(lines));
    List<String> changed = new ArrayList<>(lines);
    changed.set(4, changed.get(4).replace("count", "comnt"));
    assertTrue(!JournalCheck.follow(record(changed)).equals(kept), "the last hash tells");
    assertTrue(
        !JournalCheck.follow(record(lines.subList(0, 4))).equals(kept), "the last hash tells");
  }

  @Test
  void aRemovedLineIsFound() throws Exception {
    for (int i = 0; i < 4; i++) {
      List<String> changed = lines();
      changed.remove(i);
      assertBroken("line " + (i + 1) + " does not continue the record", changed);
    }
  }

  @Test
  void movedLinesAreFound() throws Exception {
    for (int i = 0; i < 4; i++) {
      List<String> changed = lines();
      Collections.swap(changed, i, i + 1);
      assertBroken("line " + (i + 1) + " does not continue the record", changed);
    }
  }

  @Test
  void aRepeatedLineIsFound() throws Exception {
    List<String> changed = lines();
    changed.add(2, changed.get(1));
    assertBroken("line 3 does not continue the record", changed);
  }

  @Test
  void aLastLineWithoutItsEndIsFound() throws Exception {
    byte[] record = record(lines());
    assertBroken("line 5 does not continue the record", Arrays.copyOf(record, record.length - 1));
  }

  @Test
  void anEmptyRecordIsNotWhole() {
    assertBroken("the record is empty", new byte[0]);
    assertBroken("line 1 does not continue the record", "\n".getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not JSON",
        "[]",
        "{}",
        "{\"seq\":2,\"time\":\"t\",\"event\":\"e\",\"prev\":\"ZEROS\"}",
        "{\"seq\":1,\"event\":\"e\",\"prev\":\"ZEROS\"}",
        "{\"seq\":1,\"time\":\"t\",\"prev\":\"ZEROS\"}",
        "{\"seq\":1,\"time\":\"t\",\"event\":\"\",\"prev\":\"ZEROS\"}",
        "{\"seq\":1,\"time\":\"t\",\"event\":\"e\"}",
        "{\"seq\":1,\"time\":\"t\",\"event\":\"e\",\"prev\":\"\"}"
      })
  void aLineIsAnEntryOrTheRecordIsBroken(String line) {
    assertBroken("line 1 does not continue the record", List.of(line.replace("ZEROS", ZEROS)));
  }

  /** Five lines: {@code {"seq":1,…,"count":1,…}} and so on. */
  private static List<String> lines() {
    Journal journal = new Journal(NOON);
    for (int i = 1; i <= 5; i++) {
      journal.append("step", Map.of("count", i));
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
    Denied denied = assertThrows(Denied.class, () -> JournalCheck.follow(record));
    assertEquals("The journal is not whole: " + reason + ".", denied.getMessage());
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
  }

  @Test
  void aRecordGoesOn() throws Denied {
    Clock clock = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("text", "it's \u00e9");
    facts.put("number", 7L);
    facts.put("truth", true);
    facts.put("list", List.of("a", List.of(false)));
    facts.put("members", Map.of("k", "v"));
    Journal whole = new Journal(clock);
    whole.append("first", facts);
    Journal resumed = Journal.continuing(whole.bytes(), clock);
    assertEquals(whole.entries(), resumed.entries());
    whole.append("second", Map.of());
    resumed.append("second", Map.of());
    assertArrayEquals(whole.bytes(), resumed.bytes());
    JournalCheck.follow(resumed.bytes());
  }

  @Test
  void aRecordThatIsNotWholeDoesNotGoOn() {
    String first =
        "{\"seq\":1,\"time\":\"TIME\",\"event\":\"e\",\"n\":NUMBER,\"prev\":\""
            + "0".repeat(64)
            + "\"}\n";
    for (String line :
        List.of(
            first.replace("TIME", "yesterday").replace("NUMBER", "1"),
            first.replace("TIME", "2026-11-22T10:00:00Z").replace("NUMBER", "1.5"),
            first.replace("TIME", "2026-11-22T10:00:00Z").replace("NUMBER", "9".repeat(30)))) {
      Denied denied =
          assertThrows(
              Denied.class, () -> Journal.continuing(line.getBytes(UTF_8), Clock.systemUTC()));
      assertEquals("The journal is not whole: line 1 is not an entry.", denied.getMessage());
    }
    assertThrows(Denied.class, () -> Journal.continuing(new byte[0], Clock.systemUTC()));
  }
}
