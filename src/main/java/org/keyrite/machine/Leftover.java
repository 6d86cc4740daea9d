package org.keyrite.machine;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.keyrite.fault.Failed;
import org.keyrite.os.Held;

/**
 * A workspace whose process was killed.
 *
 * @param path where it is: an absolute path without links
 * @param identity which folder that is
 * @param files how many files are in it, as far as they can be seen
 */
public record Leftover(Path path, Held.Identity identity, long files) {
  /** The name, and how much there is of it. */
  public String inWords() {
    return path + " (" + (files == 1 ? "1 file" : files + " files") + ")";
  }

  /** Overwrites and removes it. */
  public Wiped wipe() {
    try (Held folder = Held.open(path)) {
      if (folder.identity().equals(identity)) {
        return Wiper.wipe(folder, path);
      }
    } catch (IOException e) {
      // Gone, or out of reach by now: reported alike.
    }
    return new Wiped(0, 0, List.of(path + " was moved or replaced"));
  }

  /**
   * The same, when nothing may stay.
   *
   * @throws Failed when something is left
   */
  public Wiped wipeWhole() throws Failed {
    Wiped wiped = wipe();
    if (!wiped.complete()) {
      throw new Failed(
          "What a killed run has left could not be wiped: "
              + String.join("; ", wiped.remaining())
              + ".",
          "A secret may be left there: switch this machine off before anything else.");
    }
    return wiped;
  }

  static long count(Held folder) {
    long[] files = {0};
    try {
      Files.walkFileTree(
          folder.path().resolve("."),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              files[0]++;
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException reason) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException reason) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      // What was counted up to here is what can be seen.
    }
    return files[0];
  }
}
