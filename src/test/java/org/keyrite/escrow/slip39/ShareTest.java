package org.keyrite.escrow.slip39;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.slip39.ShareException.Kind;

/** Words become the share that they were written from, or the exact reason why they do not. */
class ShareTest {
  private static final String WORDS = Slip39Vector.all().getFirst().shares().getFirst();

  @ParameterizedTest
  @CsvSource({
    "16, 20",
    "18, 22",
    "20, 23",
    "24, 27",
    "32, 33",
    "64, 59",
    "1268, 1022",
    "1270, 1023"
  })
  void aShareHasSoManyWordsAndComesBackFromThem(int length, int count) throws ShareException {
    for (byte first : new byte[] {0, 1, (byte) 0xff}) {
      byte[] value = Sharing.secret(length, length);
      value[0] = first;
      SetParameters set = new SetParameters(0x7fff, first == 0, 15, 16, 16, length);
      Share share = new Share(set, new ShareIndex(15, 14), 16, new SecretBytes(value.clone()));
      assertEquals(count, share.words().count());
      Share again = Sharing.parse(Ascii.bytes(Ascii.words(share)));
      assertEquals(set, again.set());
      assertEquals(new ShareIndex(15, 14), again.index());
      assertEquals(16, again.memberThreshold());
      assertArrayEquals(value, again.point().y().bytes());
    }
  }

  @Test
  void eachFieldHasItsPlace() throws ShareException {
    for (int bit = 0; bit < 15; bit++) {
      assertComesBack(new SetParameters(1 << bit, false, 0, 1, 1, 16), 0, 0, 1);
    }
    for (int i = 0; i < 16; i++) {
      assertComesBack(new SetParameters(0, false, i, 1, 1, 16), 0, 0, 1);
      assertComesBack(new SetParameters(0, true, 0, i + 1, 16, 16), 0, 0, 1);
      assertComesBack(new SetParameters(0, false, 0, 1, i + 1, 16), 0, 0, 1);
      assertComesBack(new SetParameters(0, false, 0, 1, 16, 16), i, 15 - i, 16 - i);
    }
  }

  private static void assertComesBack(SetParameters set, int group, int member, int threshold)
      throws ShareException {
    ShareIndex index = new ShareIndex(group, member);
    Share share = new Share(set, index, threshold, new SecretBytes(new byte[set.length()]));
    Share again = Sharing.parse(Ascii.bytes(Ascii.words(share)));
    assertEquals(set, again.set());
    assertEquals(index, again.index());
    assertEquals(threshold, again.memberThreshold());
  }

  @Test
  void caseSpaceAndLettersAfterTheFourthDoNotMatter() throws ShareException {
    for (String written :
        List.of(
            WORDS.toUpperCase(Locale.ROOT),
            "\t " + WORDS.replace(" ", " \r\n\t ") + "\n",
            WORDS.replaceAll("\\b(\\w{4})\\w*", "$1"),
            WORDS.replaceAll("\\b(\\w{5})\\w*", "$1"))) {
      assertEquals(WORDS, Ascii.words(Sharing.parse(Ascii.bytes(written))));
    }
  }

  @Test
  void aWordThatIsNoneIsNamedByItsNumberAndNotRepeated() {
    assertRefused(Kind.UNKNOWN_WORD, 3, WORDS.replaceFirst("academic", "acadamic"));
    assertRefused(Kind.UNKNOWN_WORD, 3, WORDS.replaceFirst("academic", "aca"));
    assertRefused(Kind.UNKNOWN_WORD, 3, WORDS.replaceFirst("academic", "academics"));
    assertRefused(Kind.UNKNOWN_WORD, 20, WORDS.replaceFirst("keyboard", "keyboardkeyboard"));
    assertRefused(Kind.NUMBER, 1, "1. " + WORDS);
    assertRefused(Kind.NUMBER, 1, "1:" + WORDS);
    assertRefused(Kind.FOREIGN_CHARACTER, 1, WORDS.replaceFirst("ling", "ling,"));
    // A Cyrillic a, and a space that does not break.
    assertRefused(Kind.FOREIGN_CHARACTER, 3, WORDS.replaceFirst("academic", "\u0430cademic"));
    assertRefused(Kind.FOREIGN_CHARACTER, 1, WORDS.replaceFirst(" ", "\u00a0"));
    assertRefused(Kind.FOREIGN_CHARACTER, 1, "\0");
  }

  private static void assertRefused(Kind kind, int number, String words) {
    ShareException refused =
        assertThrows(ShareException.class, () -> Sharing.parse(Ascii.bytes(words)));
    assertEquals(kind, refused.kind());
    assertEquals(0, refused.getMessage().indexOf("word " + number + " "));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6, 7, 19})
  void fewerThanTwentyWordsAreTooShort(int count) {
    assertRefused(Kind.TOO_SHORT, count);
  }

  @ParameterizedTest
  @ValueSource(ints = {21, 24, 32, 34, 1021})
  void someLengthsAreThoseOfNoSecret(int count) {
    assertRefused(Kind.IMPOSSIBLE_LENGTH, count);
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 100_000})
  void moreThanTheChecksumCoversAreTooLong(int count) {
    assertRefused(Kind.TOO_LONG, count);
  }

  private static void assertRefused(Kind kind, int count) {
    String words = "academic ".repeat(count);
    ShareException refused =
        assertThrows(ShareException.class, () -> Sharing.parse(Ascii.bytes(words)));
    assertEquals(kind, refused.kind());
    assertNotEquals(0, refused.getMessage().indexOf("word "));
  }

  @Test
  void everyBitOfThePaddingMustBeZero() throws ShareException {
    int tried = 0;
    for (int length : new int[] {16, 32, 18, 24}) {
      SetParameters set = new SetParameters(1, true, 0, 1, 1, length);
      Share share = new Share(set, new ShareIndex(0, 0), 1, new SecretBytes(new byte[length]));
      int padding = (share.words().count() - 7) * 10 - length * 8;
      for (int bit = 0; bit < padding; bit++) {
        int[] indexes = share.words().indexes().clone();
        indexes[4] |= 1 << (9 - bit);
        fixChecksum(indexes);
        ShareException refused =
            assertThrows(ShareException.class, () -> Share.decode(ShareWords.of(indexes)));
        assertEquals(Kind.WRONG_PADDING, refused.kind());
        tried++;
      }
      int[] indexes = share.words().indexes().clone();
      indexes[4] |= 1 << (9 - padding);
      fixChecksum(indexes);
      assertEquals(-0x80, Share.decode(ShareWords.of(indexes)).point().y().bytes()[0]);
    }
    assertEquals(2 + 4 + 6 + 8, tried);
  }

  private static void fixChecksum(int[] indexes) {
    int end = indexes.length - 3;
    Arrays.fill(indexes, end, indexes.length, 0);
    int checksum = Rs1024.residue(Rs1024.isExtendable(indexes), indexes);
    for (int i = 0; i < 3; i++) {
      indexes[end + i] = checksum >>> (20 - 10 * i) & 1023;
    }
  }

  @Test
  void whatCannotBeAShareIsABug() {
    SetParameters set = new SetParameters(0, true, 0, 1, 1, 16);
    assertBug(() -> new ShareIndex(16, 0));
    assertBug(() -> new ShareIndex(0, -1));
    assertBug(() -> new SetParameters(1 << 15, true, 0, 1, 1, 16));
    assertBug(() -> new SetParameters(0, true, 16, 1, 1, 16));
    assertBug(() -> new SetParameters(0, true, 0, 2, 1, 16));
    assertBug(() -> new SetParameters(0, true, 0, 0, 1, 16));
    assertBug(() -> new SetParameters(0, true, 0, 1, 17, 16));
    for (int length : new int[] {0, 14, 17, 1272}) {
      assertBug(() -> new SetParameters(0, true, 0, 1, 1, length));
    }
    SecretBytes value = new SecretBytes(new byte[16]);
    assertBug(() -> new Share(set, new ShareIndex(0, 0), 0, value));
    assertBug(() -> new Share(set, new ShareIndex(0, 0), 17, value));
    assertBug(() -> new Share(set, new ShareIndex(0, 0), 1, new SecretBytes(new byte[18])));
    assertBug(() -> ShareWords.of(new int[] {1024}));
    assertBug(() -> ShareWords.of(new int[] {-1}));
  }

  private static void assertBug(Executable use) {
    assertThrows(IllegalArgumentException.class, use);
  }
}
