package org.keyrite.escrow.slip39;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.slip39.ShareCorrection.DoubledWord;
import org.keyrite.escrow.slip39.ShareCorrection.LeftOutWord;
import org.keyrite.escrow.slip39.ShareCorrection.Suspect;
import org.keyrite.escrow.slip39.ShareCorrection.SwappedWords;
import org.keyrite.escrow.slip39.ShareCorrection.WrongWord;

/** The place of a mistake is found, whatever the mistake and wherever it is. */
class ShareCorrectionTest {

  /** Old and extendable, of 20 and of 33 words. */
  private static List<int[]> shares() throws ShareException {
    List<Slip39Vector> vectors = Slip39Vector.all();
    Stream.Builder<int[]> shares = Stream.builder();
    for (int number : new int[] {1, 20, 42, 44}) {
      String words = vectors.get(number - 1).shares().getFirst();
      shares.add(ShareWords.parse(Ascii.bytes(words)).indexes());
    }
    return shares.build().toList();
  }

  @Test
  void aWrongWordIsFoundInEveryPlace() throws ShareException {
    int found = 0;
    for (int[] words : shares()) {
      for (int at = 0; at < words.length; at++) {
        // Differences of all kinds; among them are those that change the extendable flag.
        for (int difference = 1; difference < 1024; difference += 7) {
          int[] wrong = words.clone();
          wrong[at] ^= difference;
          assertEquals(List.of(new WrongWord(at + 1)), suspects(wrong));
          found++;
        }
      }
    }
    assertEquals((20 + 33 + 20 + 33) * 147, found);
  }

  /** In each of these shares two neighbours are the same word, which nobody can swap. */
  @Test
  void everySwapOfNeighboursIsFoundAndIsNotTakenForAWrongWord() throws ShareException {
    int found = 0;
    for (int[] words : shares()) {
      for (int at = 0; at + 1 < words.length; at++) {
        if (words[at] != words[at + 1]) {
          int[] wrong = words.clone();
          wrong[at] = words[at + 1];
          wrong[at + 1] = words[at];
          assertEquals(List.of(new SwappedWords(at + 1)), suspects(wrong));
          found++;
        }
      }
    }
    assertEquals(19 + 32 + 19 + 32 - 4, found);
  }

  @Test
  void aWordThatWasLeftOutIsMissedInItsPlace() throws ShareException {
    int found = 0;
    for (int[] words : shares()) {
      for (int at = 0; at < words.length; at++) {
        int first = at;
        while (first > 0 && words[first - 1] == words[at]) {
          first--;
        }
        assertEquals(List.of(new LeftOutWord(first + 1)), suspects(without(words, at)));
        found++;
      }
    }
    assertEquals(20 + 33 + 20 + 33, found);
  }

  /** Once as a word too many, and once as it is typed where the last word has no place any more. */
  @Test
  void aWordThatStandsThereTwiceIsFound() throws ShareException {
    int found = 0;
    for (int[] words : shares()) {
      for (int at = 0; at + 1 < words.length; at++) {
        int[] longer = Arrays.copyOf(words, words.length + 1);
        System.arraycopy(words, at, longer, at + 1, words.length - at);
        int[] typed = Arrays.copyOf(longer, words.length);
        assertTrue(suspects(longer).contains(new DoubledWord(at + 2)), "word " + (at + 2));
        // Where the next word is the same anyway, there is nothing wrong but the last word.
        boolean explained =
            suspects(typed).contains(new DoubledWord(at + 2))
                || suspects(typed).contains(new WrongWord(words.length));
        assertTrue(explained || Arrays.equals(typed, words), "word " + (at + 2));
        found++;
      }
    }
    assertEquals(19 + 32 + 19 + 32, found);
  }

  private static int[] without(int[] words, int at) {
    int[] shorter = Arrays.copyOf(words, words.length - 1);
    System.arraycopy(words, at + 1, shorter, at, words.length - at - 1);
    return shorter;
  }

  @Test
  void whatIsRightIsNotSuspected() throws ShareException {
    for (int[] words : shares()) {
      assertEquals(List.of(), suspects(words));
    }
  }

  /** With the other checksum they would be right, or nearly; but they say that it is this one. */
  @Test
  void theChecksumOfTheOtherKindOfSetsExplainsNothing() throws ShareException {
    for (int[] words : shares()) {
      int[] wrong = words.clone();
      Arrays.fill(wrong, wrong.length - 3, wrong.length, 0);
      int checksum = Rs1024.residue(!Rs1024.isExtendable(words), wrong);
      for (int i = 0; i < 3; i++) {
        wrong[wrong.length - 3 + i] = checksum >>> (20 - 10 * i) & 1023;
      }
      assertEquals(List.of(), suspects(wrong));
      wrong[6] ^= 5;
      assertEquals(List.of(), suspects(wrong));
    }
  }

  @Test
  void tooFewWordsForAShareAreNotLookedAt() {
    for (int count = 0; count < 19; count++) {
      assertEquals(List.of(), suspects(new int[count]));
    }
  }

  @Test
  void ofTwoOrThreeWrongWordsAsARuleNothingIsSaid() throws ShareException {
    Random random = new Random(1);
    int said = 0;
    int tried = 0;
    for (int[] words : shares()) {
      for (int i = 0; i < 5000; i++) {
        int[] wrong = words.clone();
        for (int mistakes = 2 + i % 2; mistakes > 0; mistakes--) {
          wrong[random.nextInt(wrong.length)] = random.nextInt(1024);
        }
        List<Suspect> suspects = suspects(wrong);
        boolean isOneMistake = differences(words, wrong) < 2;
        said += isOneMistake || suspects.isEmpty() ? 0 : 1;
        tried++;
      }
    }
    assertEquals(20_000, tried);
    assertTrue(said < 20, "" + said);
  }

  @Test
  void theLongestShareHasItsMistakesFoundToo() {
    byte[] value = Sharing.secret(SetParameters.MOST_LENGTH, 1);
    SetParameters set = new SetParameters(1, true, 0, 1, 1, value.length);
    int[] words = new Share(set, new ShareIndex(0, 0), 1, new SecretBytes(value)).words().indexes();
    for (int at = 0; at < words.length; at += 73) {
      int[] wrong = words.clone();
      wrong[at] ^= 1;
      assertEquals(List.of(new WrongWord(at + 1)), suspects(wrong));
    }
  }

  private static List<Suspect> suspects(int[] words) {
    return ShareCorrection.suspects(ShareWords.of(words));
  }

  private static int differences(int[] one, int[] other) {
    int differences = 0;
    for (int i = 0; i < one.length; i++) {
      differences += one[i] == other[i] ? 0 : 1;
    }
    return differences;
  }
}
