package org.keyrite.openpgp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The lines of an armored file, which may be indented where keys are, and never where signatures.
 */
final class ArmorBlockLines {
  /** In bytes, without the line's end. Armor has 76; a comment in its headers may have more. */
  static final int MAX_LENGTH = 1024;

  private final InputStream source;
  private final boolean inText;
  private final byte[] line = new byte[MAX_LENGTH];

  /**
   * Lines.
   *
   * @param inText whether blanks may stand before them
   */
  ArmorBlockLines(InputStream source, boolean inText) {
    this.source = source;
    this.inText = inText;
  }

  /**
   * The next line, one character for each byte, without blanks, tabs and carriage returns at its
   * end; null at the end of the file.
   */
  String next() throws IOException {
    return next(false);
  }

  /** The same of a line of text, of any length, of which the start is enough. */
  String nextOfText() throws IOException {
    return next(true);
  }

  private String next(boolean ofAnyLength) throws IOException {
    int length = 0;
    int next = source.read();
    if (next < 0) {
      return null;
    }
    for (; next >= 0 && next != '\n'; next = source.read()) {
      if (length < MAX_LENGTH) {
        line[length++] = (byte) next;
      } else if (!ofAnyLength) {
        throw new Malformed("has a line of more than " + MAX_LENGTH + " bytes");
      }
    }
    while (length > 0 && isBlank(line[length - 1])) {
      length--;
    }
    int start = 0;
    while (inText && start < length && isBlank(line[start])) {
      start++;
    }
    return new String(line, start, length - start, StandardCharsets.ISO_8859_1);
  }

  /** What RFC 9580 takes away from the ends of lines, and the rest of a line's end. */
  static boolean isBlank(byte character) {
    return character == ' ' || character == '\t' || character == '\r';
  }
}
