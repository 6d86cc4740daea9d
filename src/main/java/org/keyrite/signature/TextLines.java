package org.keyrite.signature;

import java.util.Arrays;
import org.keyrite.files.BoundedFile;
import org.keyrite.text.CanonicalBase64;
import org.keyrite.text.Utf8Text;
import org.keyrite.text.Utf8Text.NotUtf8;

/**
 * The lines of a key or a signature: {@linkplain Utf8Text text} without control characters, ended
 * by LF or CRLF, the last one perhaps by neither.
 */
final class TextLines {
  /** In bytes: several times the longest signature that there is. */
  static final int MOST_BYTES = 64 << 10;

  /** In bytes: as long as the longest comment that minisign reads. */
  private static final int MOST_LINE_BYTES = 8 << 10;

  private final byte[] file;
  private int position;
  private int number; // of the line that was read last, from one

  /** The lines of a file of a bounded length. */
  TextLines(byte[] file, int mostBytes) throws SignatureFormatException {
    this.file = file;
    if (file.length == 0) {
      throw new SignatureFormatException("is empty");
    }
    if (file.length > mostBytes) {
      throw new SignatureFormatException("is longer than " + BoundedFile.inWords(mostBytes));
    }
    try {
      this.position = Utf8Text.begin(file);
    } catch (NotUtf8 e) {
      throw new SignatureFormatException(e.getMessage(), e);
    }
  }

  boolean atEnd() {
    return position == file.length;
  }

  /**
   * The next line, without its end.
   *
   * @param what is expected there
   */
  String next(String what) throws SignatureFormatException {
    if (atEnd()) {
      throw new SignatureFormatException("ends before " + what);
    }
    number++;
    int start = position;
    int end = start;
    while (end < file.length && file[end] != '\n') {
      end++;
      if (end - start > MOST_LINE_BYTES) {
        throw new SignatureFormatException(
            "has more than " + MOST_LINE_BYTES + " bytes in line " + number);
      }
    }
    boolean ended = end < file.length;
    position = ended ? end + 1 : end;
    boolean carriageReturn = ended && end > start && file[end - 1] == '\r';
    return text(start, carriageReturn ? end - 1 : end);
  }

  private String text(int start, int end) throws SignatureFormatException {
    try {
      String text = Utf8Text.of(file, start, end);
      // Tabs separate the fields of minisign's comments; anything else acts on a terminal.
      if (text.chars()
          .anyMatch(character -> Character.isISOControl(character) && character != '\t')) {
        throw new SignatureFormatException("holds a control character in line " + number);
      }
      return text;
    } catch (NotUtf8 e) {
      throw new SignatureFormatException("holds bytes that are not UTF-8 in line " + number, e);
    }
  }

  /** The next line, which is a comment, without what it starts with. */
  String comment(String start, String what) throws SignatureFormatException {
    String line = next(what);
    if (!line.startsWith(start)) {
      throw new SignatureFormatException("does not have " + what + " in line " + number);
    }
    return line.substring(start.length());
  }

  /** The next line, which is so many bytes in base64. */
  byte[] base64(String what, int length) throws SignatureFormatException {
    return decode(next(what), what, length);
  }

  /** Decodes so many bytes of base64. */
  static byte[] decode(String text, String what, int length) throws SignatureFormatException {
    byte[] bytes = decode(text, what);
    if (bytes.length != length) {
      throw new SignatureFormatException(
          "has " + what + " of " + bytes.length + " bytes instead of " + length);
    }
    return bytes;
  }

  /** Decodes base64. */
  static byte[] decode(String text, String what) throws SignatureFormatException {
    return CanonicalBase64.PADDED
        .decode(text)
        .orElseThrow(() -> new SignatureFormatException("has " + what + " that is not base64"));
  }

  /** Nothing may follow. */
  void requireEnd(String what) throws SignatureFormatException {
    if (!atEnd()) {
      throw new SignatureFormatException("holds bytes after " + what);
    }
  }

  /** Everything that follows. */
  byte[] rest() {
    return Arrays.copyOfRange(file, position, file.length);
  }
}
