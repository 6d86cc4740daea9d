package org.keyrite.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrite.files.BoundedFile;
import org.keyrite.os.MountInfo;

/**
 * What the kernel says of this machine.
 *
 * @param root the folder in which {@code proc} and {@code sys} are mounted; another one in tests
 */
public record Machine(Path root) {
  private static final int INTERFACE_UP = 0x1;
  private static final int INTERFACE_LOOPBACK = 0x8;

  /** Some files have a paragraph for each of hundreds of processors. */
  private static final int MOST_BYTES = 8 << 20;

  /** This machine, and not one that a test has made. */
  public static Machine here() {
    return new Machine(Path.of("/"));
  }

  /**
   * The text of a file, without the blanks around it.
   *
   * @param name below the root, such as {@code proc/swaps}
   */
  public String text(String name) throws IOException {
    return new String(
            BoundedFile.bytes(root.resolve(name), MOST_BYTES), StandardCharsets.ISO_8859_1)
        .strip();
  }

  /** The same, of a file that this kernel may not have; one that it hides is not taken for that. */
  public Optional<String> textIfThere(String name) throws IOException {
    return isMissing(name) ? Optional.empty() : Optional.of(text(name));
  }

  /** Whether there is no file or folder of this name: what cannot be looked at is not missing. */
  public boolean isMissing(String name) {
    return Files.notExists(root.resolve(name));
  }

  /** The names in a folder, sorted; none if it is missing. */
  public List<String> names(String folder) throws IOException {
    List<String> names = new ArrayList<>();
    if (!isMissing(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(folder))) {
        entries.forEach(entry -> names.add(entry.getFileName().toString()));
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }
    names.sort(null);
    return names;
  }

  /**
   * Goes on only if a folder is there that every kernel has: what is not in it is not there, then.
   *
   * @throws IOException when it is not there, or nothing was mounted there
   */
  public void require(String folder) throws IOException {
    if (!Files.isDirectory(root.resolve(folder))) {
      throw new NoSuchFileException(root.resolve(folder).toString());
    }
  }

  /**
   * What a parameter of the kernel's command line says: its last value; none if it is not there.
   */
  public Optional<String> parameter(String name) throws IOException {
    Optional<String> value = Optional.empty();
    for (String word : text("proc/cmdline").split("\\s+", -1)) {
      if (word.equals("--")) {
        break; // What follows is for the first program.
      }
      if (word.startsWith(name + "=")) {
        value = Optional.of(word.substring(name.length() + 1));
      }
    }
    return value;
  }

  /**
   * What is mounted at a path.
   *
   * @param path absolute; what is not there yet will be where its folder is
   */
  public MountInfo mountAt(Path path) throws IOException {
    Path there = path;
    while (Files.notExists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return MountInfo.of(
        there.toRealPath(), MountInfo.in(text("proc/self/mountinfo").lines().toList()));
  }

  /** The network interfaces that are up, the loopback apart, sorted. */
  public List<String> interfacesUp() throws IOException {
    List<String> up = new ArrayList<>();
    // Every kernel has one: a list without it is not the kernel's.
    boolean loopback = false;
    for (String name : names("sys/class/net")) {
      // The folder holds a plain file, bonding_masters, beside the interfaces.
      if (Files.isDirectory(root.resolve("sys/class/net").resolve(name))) {
        int flags = flags(text("sys/class/net/" + name + "/flags"));
        if ((flags & INTERFACE_LOOPBACK) != 0) {
          loopback = true;
        } else if ((flags & INTERFACE_UP) != 0) {
          up.add(name);
        }
      }
    }
    if (!loopback) {
      throw new IOException("no loopback interface is listed");
    }
    return up;
  }

  private static int flags(String text) throws IOException {
    try {
      return Integer.decode(text);
    } catch (NumberFormatException e) {
      throw new IOException("the interfaces cannot be listed", e);
    }
  }

  /** Its swap. */
  public Swap swap() {
    return new Swap(root);
  }
}
