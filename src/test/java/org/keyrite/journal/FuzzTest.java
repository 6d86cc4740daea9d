package org.keyrite.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyrite.fault.Denied;
import org.keyrite.journal.Form.FactException;
import org.keyrite.testing.Fuzzing;

/** The reader of journals, fed with mutations: what it takes is what was appended. */
class FuzzTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private static final Family<Object> FAMILY =
      new Family<>((name, _) -> name)
          .with("began", Began.class, Began::new)
          .with("ended", Ended.class, Ended::new);

  private static final String[] PARTS = {
    "{", "}", "[1.5]", "null", "\"time\":\"", "\"seq\":", "\"prev\":", ",", "\n", "\r\n", " "
  };

  private record Began(String plan, List<String> numbers) {
    Began(Form<Began> f) throws FactException {
      this(f.text("plan", Began::plan), f.texts("numbers", Began::numbers));
    }
  }

  private record Ended(boolean good) {
    Ended(Form<Ended> f) throws FactException {
      this(f.truth("good", Ended::good));
    }
  }

  private static List<byte[]> seeds() {
    Journal<Object> journal = new Journal<>(FAMILY);
    journal.append(NOON, new Began("é", List.of("1", "2")));
    byte[] first = journal.bytes();
    journal.append(NOON, new Ended(true));
    return List.of(journal.bytes(), first);
  }

  @Test
  void theChainAndItsEvents() {
    bothHappen(
        Fuzzing.of(
                Denied.class,
                input -> assertArrayEquals(input, Journal.read(input, FAMILY).bytes()))
            .run(seeds(), PARTS));
  }

  @Test
  void theChainAlone() {
    bothHappen(
        Fuzzing.of(
                Denied.class,
                input ->
                    assertEquals(
                        Journal.read(input, FAMILY).lastHash(), Journal.read(input).lastHash()))
            .run(seeds(), PARTS));
    bothHappen(Fuzzing.of(Denied.class, Journal::read).run(seeds(), PARTS));
  }

  private static void bothHappen(Fuzzing.Outcome outcome) {
    assertTrue(outcome.accepted() > 0 && outcome.refused() > 0, outcome.toString());
  }
}
