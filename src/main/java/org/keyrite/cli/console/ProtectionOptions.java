package org.keyrite.cli.console;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrite.fault.Refused;
import org.keyrite.machine.Swap;
import org.keyrite.os.Control;
import org.keyrite.text.Visible;
import picocli.CommandLine.Option;

/**
 * What has to protect a secret before it is brought: memory that no swap writes to a disk, and
 * everything that the process denies itself. Where one is not in force the command is refused,
 * unless an option names that; then it is said, and the set's journal has it.
 */
public final class ProtectionOptions {
  private static final String MAY_SWAP = "--secrets-may-reach-swap";
  private static final String MAY_FAIL = "--controls-may-fail";

  @Option(
      names = MAY_SWAP,
      description = "Go on although swap is on: what is in memory may be found on its disk later.")
  private boolean swapAccepted;

  @Option(
      names = MAY_FAIL,
      description =
          "Go on although the kernel refused a protection of this process, such as the one against"
              + " other programs that read its memory.")
  private boolean failureAccepted;

  private Optional<List<String>> accepted = Optional.empty();

  /**
   * Asks the kernel, before any secret is there. Only the first call does.
   *
   * @param controls what the process has denied itself
   * @return what is not in force, and was accepted
   */
  public List<String> require(List<Control> controls) throws Refused {
    return require(new Swap(Path.of("/")), controls);
  }

  /** Whether the command goes on although a protection is not in force. */
  public boolean failuresAccepted() {
    return failureAccepted;
  }

  List<String> require(Swap swap, List<Control> controls) throws Refused {
    if (accepted.isEmpty()) {
      List<String> risks = new ArrayList<>();
      Optional<String> found = swapFound(swap);
      if (found.isPresent()) {
        accept(
            found.get() + ": a secret could get onto a disk.",
            swapAccepted,
            MAY_SWAP,
            "Switch it off (as root: swapoff -a)");
        risks.add(found.get());
      }
      for (Control control : controls) {
        if (!control.applied()) {
          String what =
              "A protection is not in force: " + control.name() + " (" + control.detail() + ")";
          accept(what + ".", failureAccepted, MAY_FAIL, "Use a kernel that grants it");
          risks.add(what);
        }
      }
      accepted = Optional.of(List.copyOf(risks));
    }
    return accepted.get();
  }

  private static Optional<String> swapFound(Swap swap) {
    try {
      List<String> areas = swap.onDisk();
      return areas.isEmpty()
          ? Optional.empty()
          : Optional.of("Swap is on (" + String.join(", ", areas) + ")");
    } catch (IOException e) {
      return Optional.of("The kernel's list of swap areas cannot be read");
    }
  }

  private static void accept(String found, boolean isAccepted, String option, String remedy)
      throws Refused {
    if (!isAccepted) {
      throw new Refused(found, remedy + ", or add " + option + ".");
    }
    System.err.println("keyrite: " + Visible.of(found));
    System.err.println("         Going on, as " + option + " says.");
  }
}
