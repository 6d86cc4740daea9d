package org.keyrite.crypto;

/**
 * A secret number modulo 2^130 − 5, in five limbs of 26 bits. It joins the halves of a long message
 * for {@link Poly1305}, whose own arithmetic is faster and multiplies by <i>r</i> alone.
 *
 * <p>Time does not depend on the number. Between operations a limb may be a little over 26 bits.
 */
final class Residue implements AutoCloseable {
  private static final int BITS = 26;
  private static final long MASK = (1L << BITS) - 1;

  private long l0;
  private long l1;
  private long l2;
  private long l3;
  private long l4;

  /** A number of three words, least significant first, of which the third is below 8. */
  Residue(long word0, long word1, long word2) {
    this.l0 = word0 & MASK;
    this.l1 = (word0 >>> 26) & MASK;
    this.l2 = (word0 >>> 52 | word1 << 12) & MASK;
    this.l3 = (word1 >>> 14) & MASK;
    this.l4 = word1 >>> 40 | word2 << 24;
  }

  void add(Residue other) {
    carry(l0 + other.l0, l1 + other.l1, l2 + other.l2, l3 + other.l3, l4 + other.l4);
  }

  void multiply(Residue other) {
    long m0 = other.l0;
    long m1 = other.l1;
    long m2 = other.l2;
    long m3 = other.l3;
    long m4 = other.l4;
    carry(
        l0 * m0 + 5 * (l1 * m4 + l2 * m3 + l3 * m2 + l4 * m1),
        l0 * m1 + l1 * m0 + 5 * (l2 * m4 + l3 * m3 + l4 * m2),
        l0 * m2 + l1 * m1 + l2 * m0 + 5 * (l3 * m4 + l4 * m3),
        l0 * m3 + l1 * m2 + l2 * m1 + l3 * m0 + 5 * (l4 * m4),
        l0 * m4 + l1 * m3 + l2 * m2 + l3 * m1 + l4 * m0);
  }

  /** Raises to a power, which is at least one and no secret: time depends on it. */
  void raise(int exponent) {
    try (Residue base = new Residue(0, 0, 0)) {
      base.carry(l0, l1, l2, l3, l4);
      for (int bit = Integer.highestOneBit(exponent) >>> 1; bit > 0; bit >>>= 1) {
        multiply(this);
        if ((exponent & bit) != 0) {
          multiply(base);
        }
      }
    }
  }

  private void carry(long d0, long d1, long d2, long d3, long d4) {
    long e1 = d1 + (d0 >>> BITS);
    long e2 = d2 + (e1 >>> BITS);
    long e3 = d3 + (e2 >>> BITS);
    long e4 = d4 + (e3 >>> BITS);
    // What leaves at the top weighs 2^130, which is 5 here.
    long e0 = (d0 & MASK) + 5 * (e4 >>> BITS);
    l0 = e0 & MASK;
    l1 = (e1 & MASK) + (e0 >>> BITS);
    l2 = e2 & MASK;
    l3 = e3 & MASK;
    l4 = e4 & MASK;
  }

  /** Bits 0 to 63. */
  long word0() {
    return l0 + (l1 << 26) + (l2 << 52);
  }

  /** Bits 64 to 127. */
  long word1() {
    return middle() + (l4 << 40);
  }

  /** The bits from 128 on. */
  long word2() {
    return (l4 + (middle() >>> 40)) >>> 24;
  }

  /** Bits 64 to 103, and a carry out of them. */
  private long middle() {
    long third = l2 + ((l0 + (l1 << 26)) >>> 52);
    return (third >>> 12) + (l3 << 14);
  }

  @Override
  public void close() {
    l0 = l1 = l2 = l3 = l4 = 0;
  }

  @Override
  public String toString() {
    return "Residue(secret)";
  }
}
