package org.keyrite.escrow.slip39;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The compiled arithmetic has nothing whose time depends on a secret, and the test would see it.
 */
class Gf256ConstantTimeTest {

  @Test
  void theArithmeticOnSharesHasNoBranchAndNoIndexThatDependsOnASecret() {
    assertEquals(Set.of(), ConstantTime.objections(Gf256.class));
  }

  @Test
  void whatIsUsualElsewhereIsObjectedTo() {
    assertEquals(
        Set.of(
            "branch: a branch that depends on a secret",
            "choice: a choice within an expression",
            "choice: a branch that depends on a secret",
            "division: an operator whose time may vary, IREM",
            "elsewhere: a call of java/lang/Integer",
            "field: an unknown instruction, GETSTATIC",
            "hiddenInALoop: a branch that depends on a secret",
            "loopOverASecret: a branch that depends on a secret",
            "store: an index that depends on a secret",
            "table: an index that depends on a secret"),
        ConstantTime.objections(Leaky.class));
  }

  /** As one would write it who does not mind. */
  @SuppressWarnings("unused") // it is read, not run
  private static final class Leaky {
    static byte[] inverses;

    static int field(int element) {
      return inverses[element];
    }

    static int harmless(int left, int right) {
      int product = 0;
      for (int bit = 0; bit < 8; bit++) {
        product ^= left & -((right >>> bit) & 1);
      }
      return product;
    }

    static int branch(int left, int right) {
      int product = 0;
      for (int bit = 0; bit < 8; bit++) {
        if ((right >>> bit & 1) != 0) {
          product ^= left << bit;
        }
      }
      return product;
    }

    static int choice(int element) {
      return element > 127 ? element ^ 0x11b : element;
    }

    static int table(byte[] logarithms, int element) {
      return logarithms[element];
    }

    static void store(byte[] sums, int element) {
      sums[element] = 1;
    }

    static int division(int element) {
      return element % 255;
    }

    static int elsewhere(int element) {
      return Integer.numberOfTrailingZeros(element);
    }

    static int loopOverASecret(int element) {
      int bits = 0;
      for (int rest = element; rest != 0; rest >>>= 1) {
        bits++;
      }
      return bits;
    }

    /** The variable holds a secret only from the second round on. */
    static int hiddenInALoop(byte[] elements) {
      int found = 0;
      int sum = 0;
      for (int i = 0; i < elements.length; i++) {
        if (sum != 0) {
          found++;
        }
        sum = elements[i];
      }
      return found;
    }
  }
}
