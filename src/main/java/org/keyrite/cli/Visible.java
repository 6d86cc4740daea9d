package org.keyrite.cli;

/** Makes text from outside harmless to a terminal, and to whoever reads it there. */
final class Visible {
  private Visible() {}

  /**
   * Replaces every character that a terminal could obey or hide: controls, line breaks, and
   * invisible or direction-changing ones, by their code in braces.
   */
  static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(character -> append(safe, character));
    return safe.toString();
  }

  private static void append(StringBuilder safe, int character) {
    switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          safe.append("{U+").append(Integer.toHexString(character)).append('}');
      default -> safe.appendCodePoint(character);
    }
  }
}
