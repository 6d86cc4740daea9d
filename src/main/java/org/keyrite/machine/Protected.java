package org.keyrite.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.keyrite.os.Held;

/**
 * Folders that nobody means when they wipe something, and files that are disks, however they are
 * named: a folder that is bound to a second place has two names.
 */
final class Protected {
  /** Nothing: all of it goes. */
  static final Protected NOTHING = new Protected();

  private final Map<Held.Identity, String> known = new LinkedHashMap<>();

  private Protected() {}

  /**
   * The root folder, this user's home, the current folder, all that these are in, and the files
   * that are disks.
   *
   * @param sys where the kernel tells of devices
   */
  static Protected ofThisProcess(Path sys) {
    Protected found = new Protected();
    found.add(Path.of("/"), "is the root folder");
    found.addWithParents(Path.of(""), "is the current folder");
    Optional.ofNullable(System.getenv("HOME"))
        .filter(home -> home.startsWith("/"))
        .ifPresent(home -> found.addWithParents(Path.of(home), "is your home folder"));
    // The one that the list of users says.
    Optional.ofNullable(System.getProperty("user.home"))
        .filter(home -> home.startsWith("/"))
        .ifPresent(home -> found.addWithParents(Path.of(home), "is your home folder"));
    found.addDisks(sys);
    return found;
  }

  private void addWithParents(Path folder, String what) {
    try {
      Path real = folder.toRealPath();
      add(real, what);
      for (Path above = real.getParent(); above != null; above = above.getParent()) {
        add(above, "holds " + what.substring("is ".length()));
      }
    } catch (IOException e) {
      // It is not there, so that nobody can name it.
    }
  }

  /** A file system that is mounted from a file would lose its ground. */
  private void addDisks(Path sys) {
    try (DirectoryStream<Path> disks = Files.newDirectoryStream(sys.resolve("block"), "loop*")) {
      for (Path disk : disks) {
        Path told = disk.resolve("loop/backing_file");
        if (Files.exists(told)) {
          String file = Files.readString(told).replaceFirst("\n$", "");
          add(Path.of(file), "is the disk /dev/" + disk.getFileName() + " (losetup -d frees it)");
        }
      }
    } catch (IOException | RuntimeException e) {
      // The kernel does not tell of disks, or one of them goes this moment.
    }
  }

  private void add(Path path, String what) {
    try (Held held = Held.open(path)) {
      known.putIfAbsent(held.identity(), what);
    } catch (IOException e) {
      // It is not there.
    }
  }

  /** Whether it is one of these, and which. */
  Optional<String> objection(Held.Identity identity) {
    return Optional.ofNullable(known.get(identity));
  }
}
