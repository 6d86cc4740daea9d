package org.keyrite.cli.escrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.fault.Refused;
import org.keyrite.machine.Swap;

/** No secret is taken on a machine that swaps, on machines that are made of folders. */
class SwapOptionTest {
  private static final String ADVICE =
      "Switch it off (as root: swapoff -a), or add --secrets-may-reach-swap.";

  @TempDir private Path root;

  private void swaps(String areas) throws Exception {
    Files.createDirectories(root.resolve("proc"));
    Files.writeString(root.resolve("proc/swaps"), "Filename Type Size Used Priority\n" + areas);
  }

  private void refuses(String sentence) {
    Refused refused =
        assertThrows(Refused.class, () -> new SwapOption().requireNone(new Swap(root)));
    assertEquals(sentence + "\n" + ADVICE, refused.getMessage() + "\n" + refused.advice());
  }

  @Test
  void withoutSwapNothingIsSaid() throws Exception {
    swaps("/dev/zram0 partition 1 0 100\n");
    new SwapOption().requireNone(new Swap(root));
  }

  @Test
  void swapIsNamed() throws Exception {
    swaps("/dev/sda2 partition 1 0 -2\n/swapfile file 1 0 -3\n");
    refuses("Swap is on (/dev/sda2, /swapfile): a secret could get onto a disk.");
  }

  @Test
  void whatCannotBeReadIsNotTakenForNone() {
    refuses("The kernel's list of swap areas cannot be read: a secret could get onto a disk.");
  }
}
