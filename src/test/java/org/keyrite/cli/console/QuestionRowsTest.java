package org.keyrite.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a question and its answer are on terminals that change. */
class QuestionRowsTest {
  private static final String CLEAR = "\u001b[J";

  @Test
  void aQuestionIsBrokenBetweenWordsAndLeavesRoomForAWord() {
    for (int columns : List.of(20, 33, 40, 60, 80, 0)) {
      QuestionRows rows =
          QuestionRows.of(
              "perhaps: one, two\nshare 1, word 1 of 33 (Enter alone: done): ", columns);
      int wide = columns == 0 ? 80 : columns;
      assertTrue(rows.text().lines().allMatch(line -> line.length() < wide), rows.text());
      assertTrue(rows.room() >= 10, rows.text());
      assertTrue(rows.last().length() + rows.room() < wide, rows.text());
      assertEquals(
          "perhaps: one, two share 1, word 1 of 33 (Enter alone: done): ",
          rows.text().replace('\n', ' ').replace(":  ", ": ").stripTrailing() + " ");
    }
  }

  @Test
  void onAsWideATerminalOrAWiderOneRowsAreAsManyAsLines() {
    QuestionRows rows = QuestionRows.of("perhaps: one\nshare 1, word 1: ", 60);
    assertEquals("\u001b[1F" + CLEAR, rows.clear(30, 60));
    assertEquals("\u001b[1F" + CLEAR, rows.clear(30, 200));
    assertEquals("\u001b[1F" + CLEAR, rows.clear(30, 0));
    assertEquals("\r" + CLEAR, rows.clearLast(30));
    assertEquals("\r" + CLEAR, QuestionRows.of("word 1: ", 60).clear(30, 60));
  }

  /** Each row of before is as many as it takes now. */
  @Test
  void onANarrowerTerminalTheRowsOfEachRowAreCleared() {
    QuestionRows rows = QuestionRows.of("x".repeat(45) + "\n" + "y".repeat(20), 60);
    assertEquals("\u001b[1F" + CLEAR, rows.clear(5, 50));
    assertEquals("\u001b[3F" + CLEAR, rows.clear(25, 40));
    assertEquals("\u001b[5F" + CLEAR, rows.clear(25, 20));
  }

  @Test
  void ofALongAnswerThereIsRoomForItsEnd() {
    assertEquals(30, QuestionRows.of("word 1: ", 80).room());
    assertEquals(30, QuestionRows.of("word 1: ", 200).room());
    assertEquals(11, QuestionRows.of("word 1: ", 20).room());
    assertEquals("", QuestionRows.of("file of the identity:\n", 80).last());
  }
}
