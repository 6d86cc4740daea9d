package org.keyrite.escrow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where words whose checksum is wrong are likely to be wrong: one word is another, or two
 * neighbours changed places. In either case the mistake is always found, and one is never taken for
 * the other.
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

  /** A word that should stand after the next one. */
  public record SwappedWords(int firstNumber) implements Suspect {}

  /**
   * The mistakes that would explain the checksum, the likeliest first; none if it is right, or if
   * there are fewer words than a share has.
   */
  public static List<Suspect> suspects(ShareWords words) {
    int[] indexes = words.indexes();
    List<Suspect> suspects = new ArrayList<>();
    if (indexes.length >= Share.LEAST_WORDS
        && Rs1024.residue(Rs1024.isExtendable(indexes), indexes) != 0) {
      addWrongWords(indexes, false, suspects);
      addWrongWords(indexes, true, suspects);
      addSwappedWords(indexes, suspects);
    }
    return List.copyOf(suspects);
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
      if (Rs1024.residue(Rs1024.isExtendable(swapped), swapped) == 0) {
        suspects.add(new SwappedWords(at + 1));
      }
      swap(swapped, at);
    }
    Arrays.fill(swapped, 0);
  }

  private static void swap(int[] words, int at) {
    int first = words[at];
    words[at] = words[at + 1];
    words[at + 1] = first;
  }
}
