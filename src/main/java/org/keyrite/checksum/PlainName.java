package org.keyrite.checksum;

import java.text.Normalizer;
import java.util.Locale;

/**
 * What a file's name has to be like before people can rely on it: it shows what it names, and is
 * not another's under another spelling.
 */
public final class PlainName {
  private PlainName() {}

  /** Whether everything in a name shows: no control, nothing invisible, no blank but a space. */
  public static boolean shows(String name) {
    return name.codePoints().allMatch(PlainName::shows);
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

  /** The same for all names that some file system takes for the same. */
  public static String folded(String name) {
    String folded = name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return folded.chars().allMatch(character -> character < 0x80)
        ? folded
        : Normalizer.normalize(folded, Normalizer.Form.NFC);
  }
}
