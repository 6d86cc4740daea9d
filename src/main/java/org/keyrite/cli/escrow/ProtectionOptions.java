package org.keyrite.cli.escrow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.keyrite.fault.Refused;
import org.keyrite.machine.Swap;
import org.keyrite.text.Visible;
import picocli.CommandLine.Option;

/** Whether secrets may be brought to a machine that swaps, which none may unless this says so. */
final class SwapOption {
  @Option(
      names = "--secrets-may-reach-swap",
      description = "Go on although swap is on: what is in memory may be found on its disk later.")
  private boolean accepted;

  /** Asks the kernel, before any secret is there. */
  void requireNone() throws Refused {
    requireNone(new Swap(Path.of("/")));
  }

  void requireNone(Swap swap) throws Refused {
    String found;
    try {
      List<String> areas = swap.onDisk();
      if (areas.isEmpty()) {
        return;
      }
      found = "Swap is on (" + String.join(", ", areas) + "): a secret could get onto a disk.";
    } catch (IOException e) {
      found = "The kernel's list of swap areas cannot be read: a secret could get onto a disk.";
    }
    if (!accepted) {
      throw new Refused(
          found, "Switch it off (as root: swapoff -a), or add --secrets-may-reach-swap.");
    }
    System.err.println("keyrite: " + Visible.of(found));
    System.err.println("         Going on, as --secrets-may-reach-swap says.");
  }
}
