package org.keyrite.text;

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
    if (shows(character)) {
      safe.appendCodePoint(character);
    } else {
      safe.append("{U+").append(Integer.toHexString(character)).append('}');
    }
  }

  /** Whether everything in a text shows: no control, nothing invisible, no blank but a space. */
  public static boolean shows(String text) {
    int character;
    for (int at = 0; at < text.length(); at += Character.charCount(character)) {
      character = text.codePointAt(at);
      if (!shows(character)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether people can compare a text, such as a name: some of it is no blank, all of it shows.
   *
   * @param most in characters
   */
  public static boolean fits(String text, int most) {
    return !text.isBlank() && text.length() <= most && shows(text);
  }

  /**
   * Whether a character shows as something of its own, or is a space.
   *
   * <p>Among the formatting characters are those that turn the direction of writing around. Some
   * letters, marks and symbols are there to be blank: most of them have Unicode's property
   * Default_Ignorable_Code_Point, which Java does not know.
   */
  public static boolean shows(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> character == ' ';
      default -> !isBlank(character);
    };
  }

  private static boolean isBlank(int character) {
    return character == 0x034f // combining grapheme joiner
        || (character >= 0x115f && character <= 0x1160) // fillers of Hangul
        || character == 0x3164
        || character == 0xffa0
        || (character >= 0x17b4 && character <= 0x17b5) // vowels of Khmer that are only thought of
        || (character >= 0x180b && character <= 0x180f) // variation selectors
        || (character >= 0xfe00 && character <= 0xfe0f)
        || (character >= 0xe0100 && character <= 0xe01ef)
        || character == 0x2800 // Braille without a dot
        || character == 0x1d159; // a note without a head
  }
}
