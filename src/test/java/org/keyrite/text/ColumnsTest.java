package org.keyrite.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Text is broken between words; what comes from outside also within a long one. */
class ColumnsTest {
  @Test
  void whatFitsStaysOnOneLine() {
    String line = "x".repeat(39) + " " + "y".repeat(39);
    assertEquals(line, Columns.broken(line, 0));
    assertEquals("", Columns.broken("", 5));
  }

  @Test
  void whatDoesNotGoesOnBelowTheFirstWord() {
    String line = "x".repeat(39) + " " + "y".repeat(39);
    assertEquals("x".repeat(39) + "\n  " + "y".repeat(39), Columns.broken(line, 2));
  }

  @Test
  void aWordIsNotBroken() {
    assertEquals("a\n" + "x".repeat(200) + "\nb", Columns.broken("a " + "x".repeat(200) + " b", 0));
  }

  @Test
  void aWordFromOutsideThatIsLongerThanALineGoesOnBelowItself() {
    assertEquals(
        "a\n  " + "x".repeat(77) + "\n  " + "x".repeat(3) + " b",
        Columns.filled("a " + "x".repeat(80) + " b", 2));
  }

  @Test
  void aCharacterIsNeverBroken() {
    String face = "\ud83d\ude00";
    assertEquals(face.repeat(79) + "\n" + face, Columns.filled(face.repeat(80), 0));
    assertEquals(face + face + "…", Columns.cut(face.repeat(4), 3, "…"));
  }

  @Test
  void whatIsTooLongIsCutAndSaysSo() {
    assertEquals("abcd", Columns.cut("abcd", 4, "..."));
    assertEquals("a...", Columns.cut("abcde", 4, "..."));
  }
}
