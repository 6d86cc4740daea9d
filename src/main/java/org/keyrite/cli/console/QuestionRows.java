package org.keyrite.cli.console;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.keyrite.text.Columns;

/**
 * A question as it is on the screen, with a row below it for the answer. When a terminal becomes
 * narrower, most programs that are one break what is there anew, and may move its beginning where
 * nothing can be cleared any more. So of an answer no more is shown than fits on one row of 20
 * columns: that row is cleared without knowing how wide the terminal is. Of the question nothing is
 * lost but the place where it was.
 *
 * @param text the question, its lines broken
 * @param columns for which they were; 0 if the terminal does not say
 */
record QuestionRows(String text, int columns) {
  /** Clears the row of the answer. */
  static final String CLEAR_ROW = "\r\u001b[2K";

  /** Stands before an answer. */
  static final String MARK = "> ";

  /** Not "to the end of the screen": of a whole screen, tmux keeps a copy. */
  private static final String CLEAR_ROW_ABOVE = "\u001b[A\u001b[2K";

  /** In characters: two words of eight letters, a blank less. */
  private static final int MOST_ROOM = 17;

  private static final int USUAL = 80;

  /** Lays a question out. */
  static QuestionRows of(String question, int columns) {
    return new QuestionRows(broken(question.stripTrailing(), columns), columns);
  }

  /** Breaks lines for a terminal of so many columns. */
  static String broken(String text, int columns) {
    return Arrays.stream(text.split("\n", -1))
        .map(line -> Columns.filled(line, 0, wide(columns)))
        .collect(Collectors.joining("\n"));
  }

  private static int wide(int columns) {
    return columns == 0 ? USUAL : columns;
  }

  /** How much of an answer there is room for, in characters. */
  int room() {
    return Math.clamp(wide(columns) - 1 - MARK.length(), 1, MOST_ROOM);
  }

  /** The question, and the beginning of the row for the answer. */
  String shown() {
    return text + "\n" + MARK;
  }

  /**
   * Clears answer and question.
   *
   * @param now how many columns there are by now; 0 if the terminal does not say
   */
  String clear(int now) {
    boolean isNarrower = now != 0 && now < wide(columns);
    int above = text.lines().mapToInt(line -> 1 + (isNarrower ? line.length() / now : 0)).sum();
    return CLEAR_ROW + CLEAR_ROW_ABOVE.repeat(above);
  }
}
