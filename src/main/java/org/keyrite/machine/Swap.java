package org.keyrite.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the kernel says of swap: memory can get onto a disk there, and with it a secret.
 *
 * @param root the folder in which {@code proc} and {@code sys} are mounted; another one in tests
 */
public record Swap(Path root) {
  /** How the table's first line begins: without it, what is there is not the kernel's. */
  private static final String HEAD = "Filename";

  /**
   * The swap areas that can reach a disk. A zram device keeps its pages compressed in memory,
   * unless it was given a backing device.
   */
  public List<String> onDisk() throws IOException {
    Machine machine = new Machine(root);
    if (machine.isMissing("proc/swaps") && hasNone(machine)) {
      return List.of(); // A kernel built without swap.
    }
    List<String> lines = machine.text("proc/swaps").lines().toList();
    if (lines.isEmpty() || !lines.getFirst().startsWith(HEAD)) {
      throw new IOException("not a list of swap areas");
    }
    List<String> onDisk = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String area = line.split("[ \t]", 2)[0];
      if (!isZramWithoutDisk(machine, area)) {
        onDisk.add(area);
      }
    }
    return onDisk;
  }

  private static boolean hasNone(Machine machine) throws IOException {
    return machine.text("proc/meminfo").lines().anyMatch(line -> line.matches("SwapTotal: +0 kB"));
  }

  private static boolean isZramWithoutDisk(Machine machine, String area) throws IOException {
    if (!area.matches("/dev/zram[0-9]+")) {
      return false;
    }
    return machine
        .textIfThere("sys/block/" + area.substring(5) + "/backing_dev")
        .filter(backing -> !backing.equals("none"))
        .isEmpty();
  }
}
