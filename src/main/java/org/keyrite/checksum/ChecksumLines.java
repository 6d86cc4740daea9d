package org.keyrite.checksum;

import org.keyrite.text.Utf8Text;
import org.keyrite.text.Utf8Text.NotUtf8;

/**
 * The lines of a list: {@linkplain Utf8Text text}, all of them ended by LF or all by CRLF, the last
 * one perhaps by neither, as coreutils reads it.
 */
final class ChecksumLines {
  /** In bytes: whoever names the image in place of its list should learn of it. */
  static final int MOST_BYTES = 16 << 20;

  private static final int MOST_LINES = 100_000;

  /** In bytes: the longest path that Linux takes, twice for escapes, and a hash. */
  private static final int MOST_LINE_BYTES = 8448;

  private final byte[] file;
  private int position;
  private int number;
  private String line = "";
  private boolean withCarriageReturns;

  ChecksumLines(byte[] file) throws ChecksumFormatException {
    this.file = file;
    if (file.length == 0) {
      throw new ChecksumFormatException("is empty");
    }
    if (file.length > MOST_BYTES) {
      throw new ChecksumFormatException("is longer than 16 MiB");
    }
    try {
      this.position = Utf8Text.begin(file);
    } catch (NotUtf8 e) {
      throw new ChecksumFormatException(e.getMessage());
    }
  }

  /** Goes on to the next line, false if there is none. */
  boolean next() throws ChecksumFormatException {
    if (position == file.length) {
      return false;
    }
    number++;
    if (number > MOST_LINES) {
      throw new ChecksumFormatException("has more than " + MOST_LINES + " lines");
    }
    int end = position;
    while (end < file.length && file[end] != '\n') {
      end++;
    }
    boolean ended = end < file.length;
    boolean carriageReturn = ended && end > position && file[end - 1] == '\r';
    if (ended && number > 1 && carriageReturn != withCarriageReturns) {
      throw new ChecksumFormatException(
          "has line " + number + " end otherwise than the lines before it");
    }
    withCarriageReturns = carriageReturn;
    line = text(position, carriageReturn ? end - 1 : end);
    position = ended ? end + 1 : end;
    return true;
  }

  private String text(int from, int to) throws ChecksumFormatException {
    if (to - from > MOST_LINE_BYTES) {
      throw new ChecksumFormatException(
          "has more than " + MOST_LINE_BYTES + " bytes in line " + number);
    }
    try {
      return Utf8Text.of(file, from, to);
    } catch (NotUtf8 e) {
      throw new ChecksumFormatException("has bytes that are not UTF-8 in line " + number);
    }
  }

  /** The line, without its end. */
  String line() {
    return line;
  }

  /** Where the line is, from one. */
  int number() {
    return number;
  }
}
