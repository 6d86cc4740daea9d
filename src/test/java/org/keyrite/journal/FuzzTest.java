package org.keyrite.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyrite.fault.Denied;
import org.keyrite.testing.Fuzzing;

/** The readers of journals, fed with mutations: what they take is what was appended. */
class FuzzTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);

  private static final String[] PARTS = {
    "{", "}", "[1.5]", "null", "\"time\":\"", "\"seq\":", "\"prev\":", ",", "\n", "\r\n", " "
  };

  private static List<byte[]> seeds() {
    Journal journal = new Journal(CLOCK);
    journal.append("began", Map.of("plan", "é", "numbers", List.of("1", "2")));
    journal.append("ended", Map.of("good", true));
    byte[] first =
        (new String(journal.bytes(), UTF_8).lines().findFirst().orElseThrow() + "\n")
            .getBytes(UTF_8);
    return List.of(journal.bytes(), first);
  }

  @Test
  void journalsThatGoOn() {
    bothHappen(
        Fuzzing.of(
                Denied.class,
                input -> assertArrayEquals(input, Journal.continuing(input, CLOCK).bytes()))
            .run(seeds(), PARTS));
  }

  @Test
  void theChainAlone() {
    bothHappen(
        Fuzzing.of(
                Denied.class,
                input -> assertEquals(Journal.continuing(input, CLOCK).lastHash(), hash(input)))
            .run(seeds(), PARTS));
    bothHappen(Fuzzing.of(Denied.class, FuzzTest::hash).run(seeds(), PARTS));
  }

  private static String hash(byte[] input) throws Denied {
    return JournalCheck.follow(input);
  }

  private static void bothHappen(Fuzzing.Outcome outcome) {
    assertTrue(outcome.accepted() > 0 && outcome.refused() > 0, outcome.toString());
  }
}
