package org.keyrite.signature;

import java.util.Arrays;

/**
 * The bytes of one message, kept for all of its signatures that need it whole: each of them may
 * have a hundred MiB, and there may be a dozen signatures.
 *
 * <p>Every check that shares it is given the same bytes, all of them. Whichever is given some first
 * adds them.
 */
public final class WholeMessage {
  /**
   * In bytes, twice of which can be needed for a moment: more than any list of checksums and any
   * program that is signed so, and little enough for every machine that holds ceremonies.
   */
  private static final int MOST_BYTES = 256 << 20;

  private final int mostBytes;
  private byte[] bytes;
  private int length;
  private boolean tooLong;

  /** Of nothing yet. */
  public WholeMessage() {
    this(MOST_BYTES);
  }

  /** Of nothing yet, that may become so many bytes. */
  WholeMessage(int mostBytes) {
    this.mostBytes = mostBytes;
    this.bytes = new byte[0];
  }

  /** Of bytes that are there already, and are not copied. */
  WholeMessage(byte[] bytes) {
    this.mostBytes = bytes.length;
    this.bytes = bytes;
    this.length = bytes.length;
  }

  /**
   * Adds what is new.
   *
   * @param position where in the message these bytes are
   */
  void add(long position, byte[] buffer, int offset, int count) {
    tooLong |= position + count > mostBytes;
    if (tooLong) {
      bytes = new byte[0];
      return;
    }
    int known = (int) Math.min(count, length - position);
    int more = count - known;
    if (more > bytes.length - length) {
      long doubled = Math.max(2L * bytes.length, (long) length + more);
      bytes = Arrays.copyOf(bytes, (int) Math.min(mostBytes, Math.max(1 << 16, doubled)));
    }
    System.arraycopy(buffer, offset + known, bytes, length, more);
    length += more;
  }

  /** Whether it is longer than {@link #mostBytes}, and was not kept. */
  boolean isTooLong() {
    return tooLong;
  }

  int mostBytes() {
    return mostBytes;
  }

  int length() {
    return length;
  }

  /** The message, and perhaps something after it; not a copy. */
  byte[] bytes() {
    return bytes;
  }
}
