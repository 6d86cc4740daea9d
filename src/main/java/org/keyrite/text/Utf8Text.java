package org.keyrite.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * How text is written in files: in UTF-8, and one byte order mark may stand before it, which
 * editors put there and do not show.
 */
public final class Utf8Text {
  /** In bytes. */
  public static final int MARK_LENGTH = 3;

  private static final int MARK = 0xefbbbf;

  private Utf8Text() {}

  /** Some bytes are not such text; the message is the predicate of a sentence about their file. */
  public static final class NotUtf8 extends CharacterCodingException {
    private static final long serialVersionUID = 1L;

    private final String predicate;

    private NotUtf8(String predicate) {
      this.predicate = predicate;
    }

    @Override
    public String getMessage() {
      return predicate;
    }
  }

  /**
   * Where text begins: after its mark, if it has one.
   *
   * @param start at least its first three bytes, if it has so many
   * @throws NotUtf8 when it is in UTF-16, as its own mark or the zeros in its first character say
   */
  public static int begin(byte[] start) throws NotUtf8 {
    int first = start.length < 2 ? 0 : (start[0] & 0xff) << 8 | (start[1] & 0xff);
    boolean marked = first == 0xfffe || first == 0xfeff;
    boolean halfZero = first > 0 && first < 0x8000 && (first < 0x100 || (first & 0xff) == 0);
    if (marked || halfZero) {
      throw new NotUtf8("is text in UTF-16, as PowerShell's redirection writes it");
    }
    return start.length >= MARK_LENGTH && (first << 8 | (start[2] & 0xff)) == MARK
        ? MARK_LENGTH
        : 0;
  }

  /** A whole text, without its mark. */
  public static String of(byte[] file) throws NotUtf8 {
    return of(file, begin(file), file.length);
  }

  /** A part of a text. */
  public static String of(byte[] file, int from, int to) throws NotUtf8 {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(file, from, to - from)).toString();
    } catch (CharacterCodingException e) {
      throw new NotUtf8("is not UTF-8 text");
    }
  }
}
