package org.keyrite.yaml;

import java.util.Locale;

/**
 * Refuses the characters that would show a reviewer another text than the one that is obeyed, in
 * comments too: a terminal overwrites what stands before a lone carriage return, and a line break
 * for the reader is not always one for YAML, nor the other way round.
 */
final class PlainCharacters {
  private static final int BYTE_ORDER_MARK = 0xfeff;
  private static final int NEXT_LINE = 0x85;

  private int line = 1;
  private int column = 1;

  private PlainCharacters() {}

  static void check(String text) throws YamlException {
    PlainCharacters place = new PlainCharacters();
    // One may begin the file, where every editor hides it and nothing stands before it.
    int at = text.startsWith(Character.toString(BYTE_ORDER_MARK)) ? 1 : 0;
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
          throw refused("a carriage return without a line feed hides what stands before it");
        }
      }
      case '\t' -> {}
      default -> checkVisible(character);
    }
    column++;
  }

  private void checkVisible(int character) throws YamlException {
    switch (Character.getType(character)) {
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> throw noLineBreak(character);
      case Character.CONTROL ->
          throw character == NEXT_LINE
              ? noLineBreak(character)
              : refused("the control character " + code(character) + " is not allowed");
      case Character.FORMAT ->
          throw refused(
              "the character "
                  + code(character)
                  + " is invisible, or changes how the text around it reads");
      default -> {}
    }
  }

  private YamlException noLineBreak(int character) {
    return refused("the character " + code(character) + " looks like a line break and is none");
  }

  private static String code(int character) {
    return String.format(Locale.ROOT, "U+%04X", character);
  }

  private YamlException refused(String message) {
    return YamlException.at(line, column, message);
  }
}
