package org.keyrite.escrow.slip39;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The field, element by element, against its definition. */
class Gf256Test {

  @Test
  void everyProductIsThatOfThePolynomials() {
    for (int left = 0; left < 256; left++) {
      for (int right = 0; right < 256; right++) {
        assertEquals(byDefinition(left, right), Gf256.multiply(left, right), left + " " + right);
      }
    }
    // FIPS 197, section 4.2.
    assertEquals(0xc1, Gf256.multiply(0x57, 0x83));
  }

  @Test
  void everyElementButZeroHasAnInverse() {
    assertEquals(0, Gf256.inverse(0));
    for (int element = 1; element < 256; element++) {
      assertEquals(1, byDefinition(element, Gf256.inverse(element)), "" + element);
    }
  }

  @Test
  void aSumOfProductsIsTakenInEachPlace() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    for (int factor = 0; factor < 256; factor++) {
      byte[] sum = all.clone();
      Gf256.addProduct(sum, factor, all);
      for (int i = 0; i < all.length; i++) {
        assertEquals(i ^ byDefinition(factor, i), sum[i] & 0xff);
      }
    }
  }

  /** Multiplies as in school, and then takes the remainder of the division by the polynomial. */
  private static int byDefinition(int left, int right) {
    int product = 0;
    for (int bit = 0; bit < 8; bit++) {
      if ((right & 1 << bit) != 0) {
        product ^= left << bit;
      }
    }
    for (int bit = 15; bit >= 8; bit--) {
      if ((product & 1 << bit) != 0) {
        product ^= 0x11b << (bit - 8);
      }
    }
    return product;
  }
}
