package org.keyrite.escrow.slip39;

import java.util.Arrays;
import java.util.OptionalInt;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.slip39.ShareException.Kind;

/**
 * Words that are in the list, in the order in which they were written or typed. Whether they make a
 * share is for {@link Share#decode} to say. They are as secret as the share.
 */
public final class ShareWords implements AutoCloseable {
  /** The longest share's. */
  public static final int MOST = Rs1024.PERIOD;

  private final int[] indexes;

  private ShareWords(int[] indexes) {
    this.indexes = indexes;
  }

  /**
   * Words by their places in the {@link WordList}, for those who take them one by one.
   *
   * @param indexes from 0 to 1023; taken over, and wiped in the end
   */
  public static ShareWords of(int[] indexes) {
    if (Arrays.stream(indexes).anyMatch(index -> index < 0 || index >= Rs1024.WORDS)) {
      throw new IllegalArgumentException("there is no such word");
    }
    return new ShareWords(indexes);
  }

  /**
   * Reads words in either case, whole or at least their first four letters, with any white space
   * between and around them.
   *
   * @param text neither kept nor changed
   * @throws ShareException if one is not in the list, or if there are more than {@link #MOST}
   */
  public static ShareWords parse(byte[] text) throws ShareException {
    int[] indexes = new int[MOST];
    int count = 0;
    try {
      for (int from = skip(text, 0, true); from < text.length; ) {
        int to = skip(text, from, false);
        if (count == MOST) {
          throw new ShareException(Kind.TOO_LONG);
        }
        indexes[count] = index(text, from, to, count + 1);
        count++;
        from = skip(text, to, true);
      }
      return new ShareWords(Arrays.copyOf(indexes, count));
    } finally {
      Arrays.fill(indexes, 0);
    }
  }

  /** How many there are. */
  public int count() {
    return indexes.length;
  }

  /** In ASCII, with one space between them. */
  public SecretBytes text() {
    byte[] text = new byte[indexes.length * 9];
    int length = 0;
    for (int index : indexes) {
      byte[] word = WordList.word(index);
      System.arraycopy(word, 0, text, length, word.length);
      length += word.length;
      text[length++] = ' ';
      Arrays.fill(word, (byte) 0);
    }
    byte[] exact = Arrays.copyOf(text, Math.max(0, length - 1));
    Arrays.fill(text, (byte) 0);
    return new SecretBytes(exact);
  }

  /** The live array, not a copy. */
  public int[] indexes() {
    return indexes;
  }

  /** Where white space ends, or text without any. */
  static int skip(byte[] text, int from, boolean space) {
    int at = from;
    while (at < text.length && isSpace(text[at]) == space) {
      at++;
    }
    return at;
  }

  private static int index(byte[] text, int from, int to, int number) throws ShareException {
    OptionalInt index = WordList.indexOf(text, from, to);
    if (index.isEmpty()) {
      throw new ShareException(problem(text, from, to), number);
    }
    return index.getAsInt();
  }

  /** Why a text is not in the list. */
  static Kind problem(byte[] text, int from, int to) {
    Kind problem = Kind.UNKNOWN_WORD;
    for (int i = from; i < to; i++) {
      if (text[i] >= '0' && text[i] <= '9') {
        return Kind.NUMBER;
      }
      int lowerCase = text[i] | 0x20;
      if (lowerCase < 'a' || lowerCase > 'z') {
        problem = Kind.FOREIGN_CHARACTER;
      }
    }
    return problem;
  }

  public static boolean isSpace(byte character) {
    return character == ' ' || character == '\t' || character == '\r' || character == '\n';
  }

  @Override
  public void close() {
    Arrays.fill(indexes, 0);
  }

  @Override
  public String toString() {
    return indexes.length + " words (secret)";
  }
}
