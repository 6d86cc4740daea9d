package org.keyrite.ceremony;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the kernel says of this machine.
 *
 * @param root the folder in which {@code proc} and {@code sys} are mounted; another one in tests
 */
record Machine(Path root) {
  private static final int INTERFACE_UP = 0x1;
  private static final int INTERFACE_LOOPBACK = 0x8;

  /** The network interfaces that are up, the loopback apart, sorted. */
  List<String> interfacesUp() throws IOException {
    List<String> up = new ArrayList<>();
    // Every kernel has one: a list without it is not the kernel's.
    boolean loopback = false;
    try (DirectoryStream<Path> interfaces =
        Files.newDirectoryStream(root.resolve("sys/class/net"))) {
      for (Path entry : interfaces) {
        // The folder holds a plain file, bonding_masters, beside the interfaces.
        if (Files.isDirectory(entry)) {
          int flags = Integer.decode(Files.readString(entry.resolve("flags")).strip());
          if ((flags & INTERFACE_LOOPBACK) != 0) {
            loopback = true;
          } else if ((flags & INTERFACE_UP) != 0) {
            up.add(entry.getFileName().toString());
          }
        }
      }
    } catch (NumberFormatException | DirectoryIteratorException e) {
      throw new IOException("the interfaces cannot be listed", e);
    }
    if (!loopback) {
      throw new IOException("no loopback interface is listed");
    }
    up.sort(null);
    return up;
  }

  /**
   * The swap areas that can reach a disk. A zram device keeps its pages compressed in memory,
   * unless it was given a backing device.
   */
  List<String> swapOnDisk() throws IOException {
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
