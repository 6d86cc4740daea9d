package org.keyrite.cli.console;

import java.util.Arrays;
import org.keyrite.crypto.SecretBytes;

/**
 * A line that arrives key by key, with the keys by which a terminal has lines corrected: Backspace,
 * Ctrl-W for a word and Ctrl-U for all of it. Ctrl-D ends it as Enter does. Cursor keys and other
 * controls do nothing, and a tab is a space: what is on the screen is what is in the line.
 */
final class TypedLine implements AutoCloseable {
  /** In bytes: the longest share, on one line, with room to spare. */
  static final int MOST_BYTES = 1 << 14;

  private static final int END_OF_INPUT = 0x04;
  private static final int BACKSPACE = 0x08;
  private static final int ERASE_LINE = 0x15;
  private static final int ERASE_WORD = 0x17;
  private static final int ESCAPE = 0x1b;
  private static final int DELETE = 0x7f;

  private final byte[] bytes = new byte[MOST_BYTES];
  private int length;
  private Sequence sequence = Sequence.NONE;

  /** How far a cursor or function key, which sends several bytes, has come. */
  private enum Sequence {
    NONE,
    BEGUN,
    UNTIL_LETTER
  }

  /** What a key did. */
  enum Effect {
    NONE,
    /** Its byte is at the end of the line now. */
    ADDED,
    /** Something at the end of the line is gone. */
    ERASED,
    ENDED,
    /** There was no room for it. */
    TOO_LONG
  }

  /** Takes a byte that a key sent. */
  Effect take(int key) {
    if (key >= ' ' && sequence != Sequence.NONE) {
      skip(key);
      return Effect.NONE;
    }
    sequence = key == ESCAPE ? Sequence.BEGUN : Sequence.NONE;
    return switch (key) {
      case '\n', '\r', END_OF_INPUT -> Effect.ENDED;
      case BACKSPACE, DELETE -> eraseTo(startOfLastCharacter());
      case ERASE_WORD -> eraseTo(startOfLastWord());
      case ERASE_LINE -> eraseTo(0);
      case '\t' -> add(' ');
      default -> key < ' ' ? Effect.NONE : add(key);
    };
  }

  private void skip(int key) {
    boolean goesOn = sequence == Sequence.BEGUN ? key == '[' || key == 'O' : key < '@' || key > '~';
    sequence = goesOn ? Sequence.UNTIL_LETTER : Sequence.NONE;
  }

  private Effect add(int key) {
    if (length == MOST_BYTES) {
      return Effect.TOO_LONG;
    }
    bytes[length++] = (byte) key;
    return Effect.ADDED;
  }

  private Effect eraseTo(int end) {
    Arrays.fill(bytes, end, length, (byte) 0);
    length = end;
    return Effect.ERASED;
  }

  private int startOfLastCharacter() {
    int start = Math.max(0, length - 1);
    // In UTF-8 the bytes after a character's first begin with the bits 10.
    while (start > 0 && (bytes[start] & 0xc0) == 0x80) {
      start--;
    }
    return start;
  }

  private int startOfLastWord() {
    int start = length;
    while (start > 0 && bytes[start - 1] == ' ') {
      start--;
    }
    while (start > 0 && bytes[start - 1] != ' ') {
      start--;
    }
    return start;
  }

  /** The line so far, which the caller closes. */
  SecretBytes content() {
    return new SecretBytes(Arrays.copyOf(bytes, length));
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
    length = 0;
  }

  @Override
  public String toString() {
    return length + " bytes (secret)";
  }
}
