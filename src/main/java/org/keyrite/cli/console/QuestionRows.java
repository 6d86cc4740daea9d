package org.keyrite.cli.console;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.keyrite.text.Columns;

/**
 * A question as it is on the screen, and how to clear it with the answer behind it. No row reaches
 * the terminal's edge, since of an answer only the end is shown. When the terminal becomes
 * narrower, most programs that are one break what is there anew, and a row becomes several.
 *
 * @param text the question, its lines broken
 * @param columns for which they were; 0 if the terminal does not say
 */
record QuestionRows(String text, int columns) {
  private static final String CLEAR_TO_END = "\u001b[J";

  /** In characters: the longest word, and the mark that there is more. */
  private static final int LEAST_ROOM = 10;

  /** Little of a long line is on the screen at any time. */
  private static final int MOST_ROOM = 30;

  private static final int USUAL = 80;

  /** Lays a question out. */
  static QuestionRows of(String question, int columns) {
    QuestionRows rows = new QuestionRows(broken(question, columns), columns);
    return rows.room() < LEAST_ROOM ? new QuestionRows(rows.text + "\n", columns) : rows;
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

  /** The line that the answer is behind. */
  String last() {
    return text.substring(text.lastIndexOf('\n') + 1);
  }

  /** How much of an answer there is room for, in characters. */
  int room() {
    return Math.min(MOST_ROOM, wide(columns) - 1 - last().length());
  }

  /**
   * Clears question and answer, and all below.
   *
   * @param answer how many characters of it are shown
   * @param now how many columns there are by now
   */
  String clear(int answer, int now) {
    return clear(List.of(text.split("\n", -1)), answer, now);
  }

  /** Clears the line that the answer is behind. */
  String clearLast(int answer) {
    return clear(List.of(last()), answer, columns);
  }

  private String clear(List<String> lines, int answer, int now) {
    int above = lines.size() - 1;
    if (now != 0 && now < wide(columns)) {
      // A row that is exactly full may have the cursor in the next one, or not.
      above += lines.stream().mapToInt(line -> line.length() / now).sum();
      above += (lines.getLast().length() % now + answer) / now;
    }
    return (above == 0 ? "\r" : "\u001b[" + above + "F") + CLEAR_TO_END;
  }
}
