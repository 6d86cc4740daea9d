package org.keyrite.machine;

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
public record Machine(Path root) {
  private static final int INTERFACE_UP = 0x1;
  private static final int INTERFACE_LOOPBACK = 0x8;

  /** The network interfaces that are up, the loopback apart, sorted. */
  public List<String> interfacesUp() throws IOException {
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

  /** Its swap. */
  public Swap swap() {
    return new Swap(root);
  }
}
