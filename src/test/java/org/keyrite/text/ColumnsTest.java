package org.keyrite.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Text is broken between words. */
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
  void aWordIsNeverBroken() {
    assertEquals("a\n" + "x".repeat(200) + "\nb", Columns.broken("a " + "x".repeat(200) + " b", 0));
  }
}
