package org.keyrite.escrow.slip39;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.keyrite.escrow.slip39.ShareEntry.Misspelling;

/** Words as they are typed. */
class ShareEntryTest {
  private final ShareEntry entry = new ShareEntry(OptionalInt.of(4));

  private Optional<Misspelling> type(String line) {
    return entry.type(Ascii.bytes(line));
  }

  private String words() {
    try (ShareWords words = entry.words()) {
      return Ascii.text(words.text());
    }
  }

  @Test
  void wordsComeOneByOneOrSeveralOnALine() {
    assertEquals(1, entry.number());
    assertEquals(Optional.empty(), type("acad"));
    assertEquals(2, entry.number());
    assertEquals(Optional.empty(), type(" ACID  acne "));
    assertFalse(entry.isComplete());
    assertEquals(Optional.empty(), type("acrobat"));
    assertTrue(entry.isComplete());
    assertEquals("academic acid acne acrobat", words());
  }

  @Test
  void aMisspeltWordIsNotTakenAndSuggestionsAreMade() {
    Misspelling misspelling = type("acid acadmeic acne").orElseThrow();
    assertEquals("word 2 is not in the list of words", misspelling.problem().getMessage());
    List<String> suggestions =
        Arrays.stream(misspelling.suggestions())
            .mapToObj(index -> new String(WordList.word(index), StandardCharsets.US_ASCII))
            .toList();
    assertEquals(List.of("academic"), suggestions);
    assertEquals("acid", words());
    assertEquals(2, entry.number());
  }

  @Test
  void aNumberOrAForeignLetterHasNoSuggestions() {
    assertEquals("word 1 has a digit", type("1.").orElseThrow().problem().getMessage());
    Misspelling cyrillic = type("асid").orElseThrow();
    assertEquals(
        "word 1 has a character that is not an English letter", cyrillic.problem().getMessage());
    assertEquals(0, cyrillic.suggestions().length);
  }

  @Test
  void moreWordsThanAShareHasAreSaid() {
    assertEquals(
        "the line has more words than were asked for",
        type("acid acid acid acid acne").orElseThrow().problem().getMessage());
    assertTrue(entry.isComplete());
    assertEquals("acid acid acid acid", words());
  }

  @Test
  void oneGoesBackWordByWord() {
    type("academic acid acne");
    entry.back();
    entry.back();
    assertEquals(2, entry.number());
    type("zero");
    assertEquals("academic zero", words());
    entry.back();
    entry.back();
    entry.back();
    assertEquals(1, entry.number());
    assertEquals(0, entry.count());
  }

  @Test
  void oneWordIsTypedAgainAmongTheOthers() {
    type("academic acid acne acrobat");
    assertFalse(entry.again(0));
    assertFalse(entry.again(5));
    assertTrue(entry.again(4));
    assertTrue(entry.again(1));
    assertTrue(entry.again(2));
    assertFalse(entry.isComplete());
    assertEquals(4, entry.count());
    assertEquals(2, entry.number());
    type("zero");
    assertTrue(entry.isComplete());
    assertEquals("academic zero acne acrobat", words());
  }

  @Test
  void inThePlaceOfAnotherOneWordIsTakenAndNoMore() {
    type("academic acid acne");
    assertTrue(entry.again(2));
    assertEquals(
        "the line has more words than were asked for",
        type("zero yoga").orElseThrow().problem().getMessage());
    assertEquals("academic zero acne", words());
    assertTrue(entry.insertBefore(1));
    assertTrue(type("yoga acid").isPresent());
    assertEquals("yoga academic zero acne", words());
  }

  @Test
  void aWordIsPutInAndAnotherTakenOut() {
    type("academic acne acrobat");
    assertFalse(entry.insertBefore(0));
    assertFalse(entry.insertBefore(5));
    assertTrue(entry.insertBefore(2));
    assertEquals(2, entry.number());
    type("acid");
    assertTrue(entry.isComplete());
    assertEquals("academic acid acne acrobat", words());
    assertFalse(entry.insertBefore(2));
    assertFalse(entry.remove(0));
    assertFalse(entry.remove(5));
    assertTrue(entry.remove(3));
    assertEquals(4, entry.number());
    assertEquals("academic acid acrobat", words());
    assertTrue(entry.remove(1));
    assertTrue(entry.remove(2));
    assertEquals("acid", words());
    assertTrue(entry.insertBefore(1));
    type("academic");
    type("acrobat");
    assertEquals("academic acid acrobat", words());
    assertTrue(entry.insertBefore(4));
    type("zero");
    assertEquals("academic acid acrobat zero", words());
  }

  @Test
  void whatWasToBeMendedStaysWhenOneGoesBack() {
    type("academic acid acne");
    entry.insertBefore(1);
    entry.back();
    entry.again(2);
    entry.back();
    assertEquals(4, entry.number());
    assertEquals("academic acid acne", words());
  }

  @Test
  void ofUnknownLengthItIsNeverCompleteByItself() {
    ShareEntry unknown = new ShareEntry(OptionalInt.empty());
    assertEquals(Optional.empty(), unknown.type(Ascii.bytes("acid ".repeat(1022))));
    assertFalse(unknown.isComplete());
    assertEquals(Optional.empty(), unknown.type(Ascii.bytes("acid")));
    assertTrue(unknown.isComplete());
  }

  @Test
  void nothingOfItIsPrinted() {
    type("acid");
    assertEquals("1 words (secret)", entry.toString());
  }
}
