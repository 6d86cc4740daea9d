package org.keyrite.testing;

import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A character that people do not see, or take for a space or a line break: nothing that they
 * compare may hold one.
 */
public record Unseen(int character) {
  /** One of each kind, and those that once passed. */
  public static Stream<Unseen> characters() {
    return IntStream.of(
            0xa0, // a space that does not break
            0x2003, // a space as wide as an m
            0x3000, // a space as wide as an ideograph
            0x2800, // Braille without a dot
            0x3164, // a filler of Hangul
            0xffa0, 0x1160, 0xfe0f, // a variation selector
            0xe0100, 0x34f, // the combining grapheme joiner
            0xad, // a hyphen that shows where a line breaks
            0x200b, // a space of no width
            0x202e, // what follows is written from right to left
            0xfeff, // a byte order mark that stands in the text
            0xe000, // of private use
            0x378) // not assigned
        .mapToObj(Unseen::new);
  }

  public String text() {
    return Character.toString(character);
  }

  /** As in {@code U+00A0}. */
  public String code() {
    return String.format(Locale.ROOT, "U+%04X", character);
  }

  /** As a quoted text of YAML can have it. */
  public String escape() {
    return String.format(Locale.ROOT, "\\U%08X", character);
  }

  @Override
  public String toString() {
    return code();
  }
}
