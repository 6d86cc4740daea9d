package org.keyrite.text;

import java.util.ArrayList;
import java.util.List;

/** Breaks text between words into lines that a terminal of 80 columns does not have to break. */
public final class Columns {
  private static final int MOST = 79;

  private Columns() {}

  /**
   * Breaks a text.
   *
   * @param indent how many columns are taken already in the first line, and are left free in the
   *     others
   */
  public static String broken(String text, int indent) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && indent + line.length() + 1 + word.length() > MOST) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return String.join("\n" + " ".repeat(indent), lines);
  }
}
