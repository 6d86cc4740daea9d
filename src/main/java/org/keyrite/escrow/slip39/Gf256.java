package org.keyrite.escrow.slip39;

/**
 * The field of 256 elements with the polynomial x⁸ + x⁴ + x³ + x + 1, of which a byte is an
 * element; addition is exclusive or (SLIP-0039, "Shamir's secret-sharing").
 *
 * <p>Time and memory access depend on lengths alone, never on the elements: there is no table, no
 * branch but the loops', no index but their counters. Tables of logarithms, which are usual here,
 * tell other users of the processor's cache which bytes a secret has. A test reads the compiled
 * class and refuses anything else.
 */
final class Gf256 {
  private static final int POLYNOMIAL = 0x11b;

  private Gf256() {}

  /** The product of two elements, each from 0 to 255. */
  static int multiply(int left, int right) {
    int product = 0;
    int shifted = left;
    for (int bit = 0; bit < Byte.SIZE; bit++) {
      product ^= shifted & -((right >>> bit) & 1);
      shifted = (shifted << 1) ^ (POLYNOMIAL & -(shifted >>> 7));
    }
    return product;
  }

  /** The element by which the product is one; for zero, which has none, zero. */
  static int inverse(int element) {
    // To the power of 254, since every element but zero has 1 at 255. The exponents are
    // 1, 3, 7 … 127 and then 254.
    int power = element;
    for (int i = 0; i < 6; i++) {
      power = multiply(multiply(power, power), element);
    }
    return multiply(power, power);
  }

  /** Adds to each element of a sum the product of a factor and the element in the same place. */
  static void addProduct(byte[] sum, int factor, byte[] elements) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] = (byte) (sum[i] ^ multiply(elements[i] & 0xff, factor));
    }
  }
}
