package org.keyrite.escrow.slip39;

import java.nio.charset.StandardCharsets;

/**
 * The checksum of a share: a Reed-Solomon code over words of ten bits, three of them checksum,
 * which finds every mistake in up to three words (SLIP-0039, "Checksum").
 *
 * <p>Kept as a residue: what is left of all the words, zero if they are right. Branches do not
 * depend on the words.
 */
final class Rs1024 {
  static final int WORD_BITS = 10;
  static final int WORDS = 1 << WORD_BITS;
  static final int CHECKSUM_WORDS = 3;

  /** After so many more words, all zero, a residue is what it was. */
  static final int PERIOD = WORDS - 1;

  private static final int[] GENERATOR = {
    0xe0e040, 0x1c1c080, 0x3838100, 0x7070200, 0xe0e0009,
    0x1c0c2412, 0x38086c24, 0x3090fc48, 0x21b1f890, 0x3f3f120
  };

  private static final byte[] CUSTOMIZATION = "shamir".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] EXTENDABLE_CUSTOMIZATION =
      "shamir_extendable".getBytes(StandardCharsets.US_ASCII);

  private Rs1024() {}

  /**
   * Whether words say that they are those of an extendable set, which has a checksum of its own.
   */
  static boolean isExtendable(int[] words) {
    return (words[1] & 1 << 4) != 0;
  }

  /**
   * The residue of a share's words.
   *
   * @param extendable whether they are taken for the words of an extendable set
   * @return if the last three are zero, the checksum that belongs in their place, first word
   *     highest
   */
  static int residue(boolean extendable, int[] words) {
    int residue = 1;
    for (byte character : extendable ? EXTENDABLE_CUSTOMIZATION : CUSTOMIZATION) {
      residue = next(residue, character);
    }
    for (int word : words) {
      residue = next(residue, word);
    }
    return residue ^ 1;
  }

  /** The residue once one more word has come. */
  static int next(int residue, int word) {
    int top = residue >>> (2 * WORD_BITS);
    int next = ((residue << WORD_BITS) & 0x3fffffff) ^ word;
    for (int bit = 0; bit < GENERATOR.length; bit++) {
      next ^= -((top >>> bit) & 1) & GENERATOR[bit];
    }
    return next;
  }
}
