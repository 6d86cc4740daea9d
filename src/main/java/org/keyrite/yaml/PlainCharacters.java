package org.keyrite.yaml;

import java.util.Locale;
import org.keyrite.text.Visible;

/**
 * Refuses the characters that would show a reviewer another text than the one that is obeyed, in
 * comments too: a terminal overwrites what stands before a lone carriage return, and a line break
 * for the reader is not always one for YAML, nor the other way round.
 */
final class PlainCharacters {
  private static final int NEXT_LINE = 0x85;

  private int line = 1;
  private int column = 1;

  private PlainCharacters() {}

  static void check(String text) throws YamlException {
    PlainCharacters place = new PlainCharacters();
    int at = 0;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      at += Character.charCount(character);
      place.check(character, at < text.length() && text.charAt(at) == '\n');
    }
  }

  private void check(int character, boolean lineFeedFollows) throws YamlException {
    switch (character) {
      case '\n' -> {
        line++;
        column = 1;
        return;
      }
      case '\r' -> {
        if (!lineFeedFollows) {
          throw refused("a carriage return without a line feed hides the text before it");
        }
      }
      case '\t' -> {}
      default -> checkVisible(character);
    }
    column++;
  }

  private void checkVisible(int character) throws YamlException {
    if (isLineBreak(character)) {
      throw refused("the character " + code(character) + " looks like a line break but is not one");
    }
    if (Character.isISOControl(character)) {
      throw refused("the control character " + code(character) + " is not allowed");
    }
    if (!Visible.shows(character)) {
      throw refused(
          "the character "
              + code(character)
              + " does not show, or changes how the text around it reads");
    }
  }

  /** For a reader, and not for YAML. */
  private static boolean isLineBreak(int character) {
    int type = Character.getType(character);
    return character == NEXT_LINE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  private static String code(int character) {
    return String.format(Locale.ROOT, "U+%04X", character);
  }

  private YamlException refused(String message) {
    return new YamlException(YamlException.place(line, column) + message);
  }
}
