package org.keyrite.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a question and its answer are on terminals that change. */
class QuestionRowsTest {
  private static final String CLEAR = "\r\u001b[2K";
  private static final String ABOVE = "\u001b[A\u001b[2K";

  @Test
  void aQuestionIsBrokenBetweenWordsAndTheAnswerHasARowOfItsOwn() {
    String question = "perhaps: one, two\nshare 1, word 1 of 33 (Enter alone: done): ";
    for (int columns : List.of(20, 33, 40, 60, 80, 0)) {
      QuestionRows rows = QuestionRows.of(question, columns);
      int wide = columns == 0 ? 80 : columns;
      assertTrue(rows.text().lines().allMatch(line -> line.length() < wide), rows.text());
      assertEquals(question.replace('\n', ' ').strip(), rows.text().replace('\n', ' '));
      assertEquals(rows.text() + "\n> ", rows.shown());
      assertEquals(17, rows.room());
    }
    assertEquals(7, QuestionRows.of(question, 10).room());
    assertEquals(1, QuestionRows.of(question, 2).room());
  }

  @Test
  void onAsWideATerminalOrAWiderOneRowsAreAsManyAsLines() {
    QuestionRows rows = QuestionRows.of("perhaps: one\nshare 1, word 1: ", 60);
    for (int now : List.of(60, 200, 0)) {
      assertEquals(CLEAR + ABOVE + ABOVE, rows.clear(now));
    }
    assertEquals(CLEAR + ABOVE, QuestionRows.of("file of the identity:\n", 60).clear(60));
  }

  /** Each row of before is as many as it takes now. */
  @Test
  void onANarrowerTerminalTheRowsOfEachRowAreCleared() {
    QuestionRows rows = QuestionRows.of("x".repeat(45) + "\n" + "y".repeat(30), 60);
    assertEquals(CLEAR + ABOVE.repeat(2), rows.clear(50));
    assertEquals(CLEAR + ABOVE.repeat(3), rows.clear(40));
    assertEquals(CLEAR + ABOVE.repeat(5), rows.clear(20));
  }
}
