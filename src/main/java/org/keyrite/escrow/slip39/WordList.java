package org.keyrite.escrow.slip39;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The list of words, and what a person may have meant by what they typed. A word goes by its place
 * in the list, from 0 to 1023.
 *
 * <p>To find a word of which four letters were typed takes the same time for every word. Further
 * letters, suggestions, and the way back from a place to a word take a time that depends on it.
 */
public final class WordList {
  private static final int LONGEST = 8;
  private static final int KEY_LENGTH = 4;
  private static final int MOST_SUGGESTIONS = 5;
  private static final int MOST_MISTAKES = 2;

  /** The words in order, each filled up with zeros to the length of the longest. */
  private static final byte[] LETTERS = letters();

  private static final int[] KEYS =
      IntStream.range(0, Rs1024.WORDS).map(index -> key(LETTERS, index * LONGEST)).toArray();

  private WordList() {}

  /**
   * The word that was typed, in full or at least its first four letters, in either case.
   *
   * @param typed ASCII, neither kept nor changed
   */
  public static OptionalInt indexOf(byte[] typed) {
    return indexOf(typed, 0, typed.length);
  }

  /** All words are compared, and their first four letters at once: see the type's comment. */
  static OptionalInt indexOf(byte[] text, int from, int to) {
    if (to - from < KEY_LENGTH || to - from > LONGEST) {
      return OptionalInt.empty();
    }
    int key = key(text, from);
    int found = 0;
    for (int index = 0; index < KEYS.length; index++) {
      int difference = KEYS[index] ^ key;
      found |= (index + 1) & ~((difference | -difference) >> (Integer.SIZE - 1));
    }
    return found > 0 && endsAlike(found - 1, text, from, to)
        ? OptionalInt.of(found - 1)
        : OptionalInt.empty();
  }

  /**
   * The words that were most likely meant by one that is not in the list: at most five, at most two
   * letters wrong, swapped, left out or added. Those with fewer mistakes come first, and then those
   * that begin alike.
   *
   * @param typed ASCII, neither kept nor changed
   */
  public static int[] suggestions(byte[] typed) {
    if (typed.length > LONGEST + MOST_MISTAKES) {
      return new int[0];
    }
    int[] mistakes = IntStream.range(0, Rs1024.WORDS).map(i -> mistakes(typed, i)).toArray();
    int[] suggestions =
        IntStream.range(0, Rs1024.WORDS)
            .filter(index -> mistakes[index] <= MOST_MISTAKES)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingInt(index -> mistakes[index])
                    .thenComparingInt(index -> -sameLetters(typed, index)))
            .limit(MOST_SUGGESTIONS)
            .mapToInt(Integer::intValue)
            .toArray();
    Arrays.fill(mistakes, 0);
    return suggestions;
  }

  /** A word's letters, in ASCII: a copy, which the caller wipes. */
  public static byte[] word(int index) {
    return Arrays.copyOfRange(LETTERS, index * LONGEST, index * LONGEST + length(index));
  }

  private static int length(int index) {
    int length = LONGEST;
    while (LETTERS[index * LONGEST + length - 1] == 0) {
      length--;
    }
    return length;
  }

  /** The first four letters, which no two words have in common. */
  private static int key(byte[] text, int from) {
    int key = 0;
    for (int i = from; i < from + KEY_LENGTH; i++) {
      key = key << Byte.SIZE | (lowerCase(text[i]) & 0xff);
    }
    return key;
  }

  private static boolean endsAlike(int index, byte[] text, int from, int to) {
    // What follows a word in the list is zero, and a typed zero must not be taken for its end.
    if (to - from > length(index)) {
      return false;
    }
    for (int i = from + KEY_LENGTH; i < to; i++) {
      if (lowerCase(text[i]) != LETTERS[index * LONGEST + i - from]) {
        return false;
      }
    }
    return true;
  }

  /** The Damerau-Levenshtein distance, in which two letters swapped are one mistake. */
  private static int mistakes(byte[] typed, int index) {
    int length = length(index);
    int[][] distance = new int[typed.length + 1][length + 1];
    for (int i = 0; i <= typed.length; i++) {
      for (int j = 0; j <= length; j++) {
        distance[i][j] = i == 0 || j == 0 ? i + j : distance(distance, typed, index, i, j);
      }
    }
    int mistakes = distance[typed.length][length];
    Arrays.stream(distance).forEach(row -> Arrays.fill(row, 0));
    return mistakes;
  }

  private static int distance(int[][] distance, byte[] typed, int index, int i, int j) {
    int replaced = distance[i - 1][j - 1] + (same(typed, i, index, j) ? 0 : 1);
    int least = Math.min(replaced, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && same(typed, i, index, j - 1) && same(typed, i - 1, index, j);
    return swapped ? Math.min(least, 1 + distance[i - 2][j - 2]) : least;
  }

  private static int sameLetters(byte[] typed, int index) {
    int count = 0;
    while (count < Math.min(typed.length, length(index))
        && same(typed, count + 1, index, count + 1)) {
      count++;
    }
    return count;
  }

  /** Letters counted from one. */
  private static boolean same(byte[] typed, int i, int index, int j) {
    return lowerCase(typed[i - 1]) == LETTERS[index * LONGEST + j - 1];
  }

  private static byte lowerCase(byte character) {
    return character >= 'A' && character <= 'Z' ? (byte) (character + 'a' - 'A') : character;
  }

  private static byte[] letters() {
    byte[] letters = new byte[Rs1024.WORDS * LONGEST];
    int index = 0;
    for (String word : EnglishWords.TEXT.strip().split("\\s+", -1)) {
      byte[] ascii = word.getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(ascii, 0, letters, LONGEST * index++, ascii.length);
    }
    return letters;
  }
}
