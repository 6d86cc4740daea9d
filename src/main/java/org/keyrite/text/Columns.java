package org.keyrite.text;

import java.util.ArrayList;
import java.util.List;

/** Lays text out in lines that a terminal, of 80 columns or so many, does not have to break. */
public final class Columns {
  private static final int MOST = 79;

  private Columns() {}

  /**
   * Breaks a text between words, and never within one: a recipient or a path can be copied.
   *
   * @param indent how many columns are taken already in the first line, and are left free in the
   *     others
   */
  public static String broken(String text, int indent) {
    return broken(text, indent, MOST + 1);
  }

  /** The same for a terminal of so many columns, of which the last stays free. */
  public static String broken(String text, int indent, int columns) {
    return lines(text, indent, Math.max(columns - 1, indent + 1), Integer.MAX_VALUE);
  }

  /**
   * The same, also within a word that is longer than a line. Broken by the terminal, the rest of a
   * word from outside would begin where our own lines begin, and could pass for one.
   */
  public static String filled(String text, int indent) {
    return filled(text, indent, MOST + 1);
  }

  /** The same for a terminal of so many columns, of which the last stays free. */
  public static String filled(String text, int indent, int columns) {
    int most = Math.max(columns - 1, indent + 1);
    return lines(text, indent, most, most);
  }

  private static String lines(String text, int indent, int most, int longest) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && indent + length(line) + 1 + length(word) > most) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
      while (indent + length(line) > longest) {
        int end = line.offsetByCodePoints(0, most - indent);
        lines.add(line.substring(0, end));
        line.delete(0, end);
      }
    }
    lines.add(line.toString());
    return String.join("\n" + " ".repeat(indent), lines);
  }

  /**
   * Cuts a text that is too long.
   *
   * @param most how many characters remain, with the mark
   * @param mark says that something was left out
   */
  public static String cut(String text, int most, String mark) {
    return length(text) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - length(mark))) + mark;
  }

  private static int length(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }
}
