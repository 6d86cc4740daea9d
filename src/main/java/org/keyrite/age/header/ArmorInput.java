package org.keyrite.age.header;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.keyrite.age.header.AgeException.ArmorFailure;

/**
 * Reads ASCII armor, in its one form: were there others, a file could be changed without being
 * noticed. Only the ends of lines may be of either kind, and space may surround the whole.
 *
 * <p>Specification: "ASCII armor", and RFC 7468, section 3 (figure 3).
 */
public final class ArmorInput extends InputStream {
  public static final String BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----";
  public static final String END = "-----END AGE ENCRYPTED FILE-----";
  static final int COLUMNS = 64;
  static final int LINE_BYTES = COLUMNS / 4 * 3;

  /**
   * In bytes, before and after: endless space would keep a reader busy that has nothing to read.
   */
  public static final int MAX_SPACE = 1024;

  private static final Base64.Decoder DECODER = Base64.getDecoder();

  private final ArmorLines lines;
  private final byte[] decoded = new byte[LINE_BYTES];
  private int position;
  private int limit;
  private boolean begun;
  private boolean ended;
  private IOException failure;

  public ArmorInput(InputStream source) {
    this.lines = new ArmorLines(source);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    int done = 0;
    // Goes on while whole lines are at hand, so that it never waits with something to give.
    do {
      if (position == limit && !nextLine(done)) {
        break;
      }
      int count = Math.min(length - done, limit - position);
      System.arraycopy(decoded, position, bytes, offset + done, count);
      position += count;
      done += count;
    } while (done < length && lines.hasLine());
    return done > 0 ? done : -1;
  }

  @Override
  public int read() throws IOException {
    if (position == limit && !nextLine(0)) {
      return -1;
    }
    return decoded[position++] & 0xff;
  }

  /** What the whole lines that are at hand hold, if their ends are two characters and they are. */
  @Override
  public int available() throws IOException {
    int lineLength = COLUMNS + 2;
    return limit - position + (ended ? 0 : lines.available() / lineLength * LINE_BYTES);
  }

  /** Decodes a line; false at the end, or if it failed while the reader has something to give. */
  private boolean nextLine(int done) throws IOException {
    if (failure == null && !ended) {
      try {
        decodeLine();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null && done == 0) {
      throw failure;
    }
    return position < limit;
  }

  private void decodeLine() throws IOException {
    if (!begun) {
      begin();
    }
    if (lines.next() && lines.is(END)) {
      end();
      return;
    }
    int length = lines.length();
    if (length == 0) {
      throw new ArmorFailure("the armor has an empty line, or no END line");
    }
    if (length > COLUMNS) {
      throw new ArmorFailure("the armor has a line of more than 64 columns");
    }
    int count = decode(lines.copy());
    if (count < LINE_BYTES) {
      // Only the last line can be short or padded.
      if (!lines.next() || !lines.is(END)) {
        throw new ArmorFailure("the armor's last line is not followed by an END line");
      }
      end();
    }
    position = 0;
    limit = count;
  }

  private void begin() throws IOException {
    begun = true;
    int space = 0;
    while (lines.next() && lines.isBlank()) {
      space += lines.length() + 1;
      if (space > MAX_SPACE) {
        throw new ArmorFailure("there is too much space before the armor");
      }
    }
    if (!lines.is(BEGIN)) {
      throw new ArmorFailure("there is something other than a BEGIN line before the armor");
    }
  }

  private void end() throws IOException {
    ended = true;
    int space = 0;
    for (int next = lines.readAfter(); next >= 0; next = lines.readAfter()) {
      if (!ArmorLines.isSpace(next)) {
        throw new ArmorFailure("there is something after the armor's END line");
      }
      space++;
      if (space > MAX_SPACE) {
        throw new ArmorFailure("there is too much space after the armor");
      }
    }
  }

  private int decode(byte[] line) throws ArmorFailure {
    try {
      int count = DECODER.decode(line, decoded);
      // The JDK lets missing padding and stray bits pass; encoding again does not. A full line
      // without padding has neither.
      boolean canonical =
          count == LINE_BYTES
              || Arrays.equals(line, Base64.getEncoder().encode(Arrays.copyOf(decoded, count)));
      if (canonical) {
        return count;
      }
    } catch (IllegalArgumentException e) {
      // Reported like any other text that is not base64.
    }
    throw new ArmorFailure("the armor has a line that is not canonical base64");
  }

  @Override
  public void close() throws IOException {
    ended = true;
    position = 0;
    limit = 0;
    lines.close();
  }

  /** Looks for a BEGIN line after any space that may precede it, and goes back. */
  public static boolean isArmored(BufferedInputStream source) throws IOException {
    source.mark(MAX_SPACE + BEGIN.length());
    int next = source.read();
    for (int i = 0; i < MAX_SPACE && next >= 0 && ArmorLines.isSpace(next); i++) {
      next = source.read();
    }
    int matched = 0;
    while (matched < BEGIN.length() && next == BEGIN.charAt(matched)) {
      matched++;
      next = matched < BEGIN.length() ? source.read() : next;
    }
    source.reset();
    return matched == BEGIN.length();
  }
}
