package org.keyrite.escrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.testing.Fuzzing;

/**
 * The reader of words, fed with mutations of the vectors: a few in each test run, as many as {@code
 * keyrite.fuzz.iterations} says in a long one.
 */
class FuzzTest {
  private static final String[] PARTS = {
    "academic ", "zero ", " ", "\n", "1. ", "ACID", "\u00a0", "academic ".repeat(1100)
  };

  @Test
  void shares() {
    bothHappen(
        Fuzzing.of(
                ShareException.class,
                input -> {
                  try (Share share = Share.parse(input)) {
                    String words = Ascii.words(share);
                    assertEquals(words, Ascii.words(Share.parse(Ascii.bytes(words))));
                  }
                })
            .run(seeds(), PARTS));
  }

  @Test
  void wordsAndWhereTheyAreWrong() {
    bothHappen(
        Fuzzing.of(
                ShareException.class,
                input -> {
                  try (ShareWords words = ShareWords.parse(input);
                      SecretBytes text = words.text();
                      ShareWords again = ShareWords.parse(text.bytes())) {
                    assertEquals(words.count(), again.count());
                    ShareCorrection.suspects(words);
                  }
                })
            .run(seeds(), PARTS));
  }

  @Test
  void aWordThatWasTyped() {
    Fuzzing.Outcome outcome =
        Fuzzing.of(
                ShareException.class,
                input -> {
                  int suggestions = WordList.suggestions(input).length;
                  assertTrue(suggestions <= 5);
                  assertTrue(suggestions > 0 || WordList.indexOf(input).isEmpty());
                })
            .run(List.of(Ascii.bytes("academic"), Ascii.bytes("acid")), PARTS);
    assertEquals(0, outcome.refused());
  }

  /** A target of which nothing is ever taken, or nothing refused, tests less than it seems to. */
  private static void bothHappen(Fuzzing.Outcome outcome) {
    assertTrue(outcome.accepted() > 0 && outcome.refused() > 0, outcome.toString());
  }

  private static List<byte[]> seeds() {
    return Slip39Vector.all().stream()
        .flatMap(vector -> vector.shares().stream())
        .map(Ascii::bytes)
        .toList();
  }
}
