package org.keyrite.text;

import org.keyrite.checksum.PlainName;

/** Makes text from outside harmless to a terminal, and to whoever reads it there. */
public final class Visible {
  private Visible() {}

  /**
   * Replaces every character that a terminal could obey or hide: controls, line breaks, blanks that
   * are no spaces, and invisible or direction-changing ones, by their code in braces.
   */
  public static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(character -> append(safe, character));
    return safe.toString();
  }

  private static void append(StringBuilder safe, int character) {
    if (PlainName.shows(character)) {
      safe.appendCodePoint(character);
    } else {
      safe.append("{U+").append(Integer.toHexString(character)).append('}');
    }
  }
}
