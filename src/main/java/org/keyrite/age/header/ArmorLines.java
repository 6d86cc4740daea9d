package org.keyrite.age.header;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a text that ends them with LF or CRLF, the last one perhaps with neither. */
final class ArmorLines implements Closeable {
  /** In bytes. A longer line is cut here, and is too long for anyone who asks. */
  private static final int MAX_LENGTH = 1024;

  private final InputStream source;
  private final byte[] buffer = new byte[1 << 16];
  private final byte[] line = new byte[MAX_LENGTH];
  private int position;
  private int limit;
  private int length;

  ArmorLines(InputStream source) {
    this.source = source;
  }

  /** Goes on to the next line. False at the end: the line is empty then. */
  boolean next() throws IOException {
    length = 0;
    if (!fill()) {
      return false;
    }
    boolean ended = false;
    while (!ended && length < MAX_LENGTH && fill()) {
      int end = lineEnd();
      append(end);
      ended = end < limit;
      position = ended ? end + 1 : end;
    }
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    return true;
  }

  /** How many bytes are at hand, here or in the source. */
  int available() throws IOException {
    return limit - position + source.available();
  }

  /** Whether another whole line is at hand, without asking the source. */
  boolean hasLine() {
    return position < limit && lineEnd() < limit;
  }

  /** The length of the line without its end. */
  int length() {
    return length;
  }

  byte[] copy() {
    return Arrays.copyOf(line, length);
  }

  boolean is(String ascii) {
    if (length != ascii.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (line[i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (!isSpace(line[i])) {
        return false;
      }
    }
    return true;
  }

  public static boolean isSpace(int character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
  }

  /** The next byte after the line, or -1. */
  int readAfter() throws IOException {
    return fill() ? buffer[position++] & 0xff : -1;
  }

  private int lineEnd() {
    int end = position;
    while (end < limit && buffer[end] != '\n') {
      end++;
    }
    return end;
  }

  private void append(int end) {
    int count = Math.min(end - position, MAX_LENGTH - length);
    System.arraycopy(buffer, position, line, length, count);
    length += count;
  }

  private boolean fill() throws IOException {
    if (position == limit) {
      position = 0;
      limit = Math.max(source.read(buffer), 0);
    }
    return position < limit;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
