package org.keyrite.age.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.text.Utf8Text;

/**
 * Reads the lines of a file of identities or recipients that mean something: neither empty nor
 * starting with {@code #}. What passed through it is wiped.
 */
final class LineReader implements AutoCloseable {
  /** In bytes, as in age: a plugin's identity may hold whatever the plugin likes. */
  static final int MAX_LINE_LENGTH = 64 << 10;

  /** In bytes. Someone who names the wrong file, or /dev/zero, should learn of it. */
  static final int MAX_FILE_LENGTH = 16 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[4096];
  private final byte[] pending = new byte[MAX_LINE_LENGTH];
  private int position;
  private int limit;
  private int fileLength;
  private long number;
  private byte[] line = {};

  LineReader(InputStream in) {
    this.in = in;
  }

  /**
   * Goes on to the next line that means something.
   *
   * @return false at the end of the file
   */
  boolean next() throws IOException {
    int length = pendingLine();
    if (number == 1 && length > 0) {
      length = withoutMark(length);
    }
    while (length == 0 || (length > 0 && pending[0] == '#')) {
      length = pendingLine();
    }
    wipe(line);
    line = Arrays.copyOf(pending, Math.max(length, 0));
    return length > 0;
  }

  private int withoutMark(int length) throws KeyFailure {
    try {
      int begin = Utf8Text.begin(Arrays.copyOf(pending, Math.min(length, Utf8Text.MARK_LENGTH)));
      System.arraycopy(pending, begin, pending, 0, length - begin);
      return length - begin;
    } catch (Utf8Text.NotUtf8 e) {
      throw new KeyFailure(
          "the file " + e.getMessage(), "write it anew with the -o option, or convert it to UTF-8");
    }
  }

  /** The line, without its end; wiped when the reader goes on. */
  byte[] line() {
    return line;
  }

  /** Where the line is, from one. */
  long number() {
    return number;
  }

  boolean lineStartsWith(String ascii) {
    byte[] start = ascii.getBytes(StandardCharsets.US_ASCII);
    return line.length >= start.length
        && Arrays.equals(line, 0, start.length, start, 0, start.length);
  }

  /** Reads a whole line, and gives its length, or -1 at the end of the file. */
  private int pendingLine() throws IOException {
    number++;
    int length = 0;
    int next = read();
    if (next < 0) {
      return -1;
    }
    for (; next >= 0 && next != '\n'; next = read()) {
      if (length == MAX_LINE_LENGTH) {
        throw tooLong("line " + number + " is longer than " + MAX_LINE_LENGTH + " bytes");
      }
      pending[length++] = (byte) next;
    }
    return length > 0 && pending[length - 1] == '\r' ? length - 1 : length;
  }

  private int read() throws IOException {
    if (position == limit) {
      position = 0;
      limit = Math.max(in.read(buffer), 0);
      fileLength += limit;
      if (fileLength > MAX_FILE_LENGTH) {
        throw tooLong("the file is longer than " + MAX_FILE_LENGTH + " bytes");
      }
      if (limit == 0) {
        return -1;
      }
    }
    return buffer[position++] & 0xff;
  }

  private static KeyFailure tooLong(String sentence) {
    return new KeyFailure(sentence, "give a file with one key on each line");
  }

  private static void wipe(byte[] bytes) {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public void close() {
    wipe(buffer);
    wipe(pending);
    wipe(line);
  }
}
