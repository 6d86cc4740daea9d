package org.keyrite.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the kernel says of swap: memory can get onto a disk there, and with it a secret.
 *
 * @param root the folder in which {@code proc} and {@code sys} are mounted; another one in tests
 */
public record Swap(Path root) {
  /**
   * The swap areas that can reach a disk. A zram device keeps its pages compressed in memory,
   * unless it was given a backing device.
   */
  public List<String> onDisk() throws IOException {
    Path list = root.resolve("proc/swaps");
    if (!Files.exists(list) && hasNoSwap()) {
      return List.of(); // A kernel built without swap.
    }
    List<String> onDisk = new ArrayList<>();
    List<String> lines = Files.readAllLines(list);
    // The first line is the table's head.
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      String area = line.split("[ \t]", 2)[0];
      if (!isZramWithoutDisk(area)) {
        onDisk.add(area);
      }
    }
    return onDisk;
  }

  private boolean hasNoSwap() throws IOException {
    return Files.readAllLines(root.resolve("proc/meminfo")).stream()
        .noneMatch(line -> line.startsWith("SwapTotal:") && !line.matches("SwapTotal: +0 kB"));
  }

  private boolean isZramWithoutDisk(String area) throws IOException {
    if (!area.matches("/dev/zram[0-9]+")) {
      return false;
    }
    Path backing = root.resolve("sys/block").resolve(area.substring(5)).resolve("backing_dev");
    return !Files.exists(backing) || Files.readString(backing).strip().equals("none");
  }
}
