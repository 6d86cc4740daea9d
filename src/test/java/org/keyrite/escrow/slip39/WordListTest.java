package org.keyrite.escrow.slip39;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The list is SLIP-0039's; four letters are enough; a slip of the finger is seen through. */
class WordListTest {

  @Test
  void theWordsAreThoseOfTheSpecification() throws IOException {
    assertEquals(published(), IntStream.range(0, 1024).mapToObj(WordListTest::word).toList());
  }

  @Test
  void aWordIsFoundByItsFirstFourLettersAndByMore() {
    int found = 0;
    for (int index = 0; index < 1024; index++) {
      String word = word(index);
      for (int length = 0; length <= word.length(); length++) {
        OptionalInt expected = length < 4 ? OptionalInt.empty() : OptionalInt.of(index);
        String prefix = word.substring(0, length);
        assertEquals(expected, WordList.indexOf(Ascii.bytes(prefix)), prefix);
        String upper = prefix.toUpperCase(Locale.ROOT);
        assertEquals(expected, WordList.indexOf(Ascii.bytes(upper)), upper);
        found += expected.isPresent() ? 1 : 0;
      }
      assertEquals(OptionalInt.empty(), WordList.indexOf(Ascii.bytes(word + "x")));
      assertEquals(OptionalInt.empty(), WordList.indexOf(Ascii.bytes(word + "\0")));
    }
    assertEquals(3135, found);
  }

  @Test
  void aWordWithTwoLettersSwappedOrOneLeftOutIsSuggested() {
    int tried = 0;
    for (int index = 0; index < 1024; index += 8) {
      String word = word(index);
      for (int i = 0; i + 1 < word.length(); i++) {
        for (String typed :
            List.of(
                word.substring(0, i) + word.charAt(i + 1) + word.charAt(i) + word.substring(i + 2),
                word.substring(0, i) + word.substring(i + 1))) {
          int right = index;
          int[] suggestions = WordList.suggestions(Ascii.bytes(typed));
          assertTrue(Arrays.stream(suggestions).anyMatch(found -> found == right), typed);
          tried++;
        }
      }
    }
    assertEquals(1_322, tried);
  }

  @Test
  void suggestionsComeNearestFirstAndThereAreAtMostFive() {
    assertSuggestions("academic", "academic");
    assertSuggestions("ACADMIC", "academic");
    assertSuggestions("acid", "acid", "acne", "aide", "avoid", "axis");
    assertSuggestions("", new String[0]);
    assertSuggestions("zzzzzzzz");
    assertSuggestions("academicacademic");
    assertSuggestions("\u00e4cid", "acid");
  }

  private static void assertSuggestions(String typed, String... words) {
    assertEquals(
        List.of(words),
        Arrays.stream(WordList.suggestions(Ascii.bytes(typed)))
            .mapToObj(WordListTest::word)
            .toList(),
        typed);
  }

  private static List<String> published() throws IOException {
    try (InputStream in = WordListTest.class.getResourceAsStream("/vectors/slip39/wordlist.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }
  }

  private static String word(int index) {
    return new String(WordList.word(index), StandardCharsets.US_ASCII);
  }
}
