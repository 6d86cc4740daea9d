package org.keyrite.escrow.slip39;

/**
 * The facts that all shares of a set carry, none of them secret (SLIP-0039, "Format of the share
 * mnemonic").
 *
 * @param identifier 15 random bits, which tell sets apart
 * @param extendable whether the identifier is left out of the encryption, so that the same
 *     encrypted secret can be split again under another. Older sets are not
 * @param iterationExponent from 0 to 15: a passphrase is hashed 10,000 × 2<sup>this</sup> times
 * @param groupThreshold how many groups restore the secret
 * @param groupCount how many groups there are, from the threshold to 16
 * @param length of the secret and of each share, in bytes: even, from {@value #LEAST_LENGTH} to
 *     {@value #MOST_LENGTH}
 */
public record SetParameters(
    int identifier,
    boolean extendable,
    int iterationExponent,
    int groupThreshold,
    int groupCount,
    int length) {
  /** The digest takes 32 bits from a secret, and a shorter one has none to spare. */
  public static final int LEAST_LENGTH = 16;

  /** Of 1023 words, which is as far as the checksum's guarantee reaches. */
  public static final int MOST_LENGTH = 1270;

  public static final int IDENTIFIERS = 1 << 15;
  public static final int MOST_SHARES = 16;
  static final int MOST_EXPONENT = 15;

  /** The ranges are the format's: a value outside of them is a bug of the caller. */
  public SetParameters {
    boolean fits =
        isBetween(0, identifier, IDENTIFIERS - 1)
            && isBetween(0, iterationExponent, MOST_EXPONENT)
            && isBetween(1, groupThreshold, groupCount)
            && groupCount <= MOST_SHARES
            && isLength(length);
    if (!fits) {
      throw new IllegalArgumentException("a set cannot have these parameters");
    }
  }

  /** Whether a secret of so many bytes can be split. */
  public static boolean isLength(int length) {
    return length % 2 == 0 && isBetween(LEAST_LENGTH, length, MOST_LENGTH);
  }

  private static boolean isBetween(int least, int value, int most) {
    return least <= value && value <= most;
  }
}
