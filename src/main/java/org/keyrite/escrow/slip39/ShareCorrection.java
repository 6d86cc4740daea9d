package org.keyrite.escrow.slip39;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where words whose checksum is wrong are likely to be wrong: one word is another, two neighbours
 * changed places, one was left out, or one is there twice. Each of these mistakes is always found,
 * and the first two are never taken for each other.
 *
 * <p>It tells the place, not the word that would fit: whoever then puts a wrong share in order by
 * the checksum alone believes to hold a good one (SLIP-0039, "Combining the shares" and the
 * rationale of the checksum). If more is wrong than this, as a rule nothing is found, but now and
 * then a word that is right.
 */
public final class ShareCorrection {
  private ShareCorrection() {}

  /** A mistake that would explain the checksum. Words count from one. */
  public sealed interface Suspect {}

  /** A word that should be another. */
  public record WrongWord(int number) implements Suspect {}

  /** A word that should follow the next one. */
  public record SwappedWords(int firstNumber) implements Suspect {}

  /** A word that was left out, which would have had this number. */
  public record LeftOutWord(int number) implements Suspect {}

  /** A word that is the same as the one before it, and should not be there. */
  public record DoubledWord(int number) implements Suspect {}

  /**
   * The mistakes that would explain the checksum, the likeliest first; none if it is right, or if
   * there are fewer words than a share has.
   */
  public static List<Suspect> suspects(ShareWords words) {
    int[] indexes = words.indexes();
    List<Suspect> suspects = new ArrayList<>();
    if (indexes.length < Share.LEAST_WORDS - 1 || isRight(indexes)) {
      return List.of();
    }
    if (indexes.length >= Share.LEAST_WORDS) {
      addWrongWords(indexes, false, suspects);
      addWrongWords(indexes, true, suspects);
      addSwappedWords(indexes, suspects);
    }
    if (suspects.isEmpty()) {
      addDoubledWords(indexes, suspects);
      addLeftOutWords(indexes, suspects);
    }
    return List.copyOf(suspects);
  }

  private static boolean isRight(int[] words) {
    return Rs1024.residue(Rs1024.isExtendable(words), words) == 0;
  }

  /**
   * A wrong word leaves as residue the difference to the right one, moved up by as many places as
   * words follow it. Moving on to the end of the code's period brings it down again.
   */
  private static void addWrongWords(int[] words, boolean extendable, List<Suspect> suspects) {
    int residue = Rs1024.residue(extendable, words);
    for (int at = words.length - Rs1024.PERIOD; at < words.length; at++) {
      residue = Rs1024.next(residue, 0);
      if (at >= 0 && residue < Rs1024.WORDS) {
        int[] corrected = words.clone();
        corrected[at] ^= residue;
        // The wrong word may be the one that says which of the two checksums this is.
        if (Rs1024.isExtendable(corrected) == extendable) {
          suspects.add(new WrongWord(at + 1));
        }
        Arrays.fill(corrected, 0);
      }
    }
  }

  private static void addSwappedWords(int[] words, List<Suspect> suspects) {
    int[] swapped = words.clone();
    for (int at = 0; at + 1 < words.length; at++) {
      swap(swapped, at);
      if (isRight(swapped)) {
        suspects.add(new SwappedWords(at + 1));
      }
      swap(swapped, at);
    }
    Arrays.fill(swapped, 0);
  }

  /** Whoever types one word twice never gets to the last one, of which anything is assumed. */
  private static void addDoubledWords(int[] words, List<Suspect> suspects) {
    for (int at = 1; at < words.length; at++) {
      if (words[at] == words[at - 1]) {
        int[] without = new int[words.length];
        System.arraycopy(words, 0, without, 0, at);
        System.arraycopy(words, at + 1, without, at, words.length - at - 1);
        int[] shorter = Arrays.copyOf(without, words.length - 1);
        if (isRight(shorter) || fits(without, words.length - 1)) {
          suspects.add(new DoubledWord(at + 1));
        }
        Arrays.fill(without, 0);
        Arrays.fill(shorter, 0);
      }
    }
  }

  private static void addLeftOutWords(int[] words, List<Suspect> suspects) {
    if (words.length == ShareWords.MOST) {
      return;
    }
    for (int at = 0; at <= words.length; at++) {
      int[] with = new int[words.length + 1];
      System.arraycopy(words, 0, with, 0, at);
      System.arraycopy(words, at, with, at + 1, words.length - at);
      if (fits(with, at)) {
        suspects.add(new LeftOutWord(at + 1));
        Arrays.fill(with, 0);
        return; // Beside a word that is the same it would fit again, and mean the same.
      }
      Arrays.fill(with, 0);
    }
  }

  /** Whether some word, put into the gap, makes a share of the others. */
  private static boolean fits(int[] words, int at) {
    for (boolean extendable : new boolean[] {false, true}) {
      int residue = Rs1024.residue(extendable, words);
      for (int step = words.length - 1 - at; step < Rs1024.PERIOD; step++) {
        residue = Rs1024.next(residue, 0);
      }
      if (residue < Rs1024.WORDS) {
        int[] completed = words.clone();
        completed[at] = residue;
        boolean fits = Rs1024.isExtendable(completed) == extendable;
        Arrays.fill(completed, 0);
        if (fits) {
          return true;
        }
      }
    }
    return false;
  }

  private static void swap(int[] words, int at) {
    int first = words[at];
    words[at] = words[at + 1];
    words[at + 1] = first;
  }
}
