package org.keyrite.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Why there is no file to be read at a path. A named pipe is none: opening one would wait forever.
 *
 * @param missing whether nothing is there at all
 * @param clause what it is instead, such as {@code is a folder}
 */
public record FileProblem(boolean missing, String clause) {
  /**
   * The problem with a path; empty when a file is there.
   *
   * @param links how to take links; they are followed when this says nothing
   */
  public static Optional<FileProblem> of(Path path, LinkOption... links) {
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class, links);
      if (found.isRegularFile()) {
        return Optional.empty();
      }
      return Optional.of(new FileProblem(false, kind(found)));
    } catch (NoSuchFileException e) {
      return Optional.of(new FileProblem(true, "does not exist"));
    } catch (IOException e) {
      return Optional.of(new FileProblem(false, "cannot be reached: " + Reason.of(e)));
    }
  }

  /** Ends in a failure to read where something other than a file is, or nothing. */
  public static void requireFile(Path path) throws IOException {
    BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
    if (!found.isRegularFile()) {
      throw new IOException("it " + kind(found));
    }
  }

  private static String kind(BasicFileAttributes found) {
    if (found.isDirectory()) {
      return "is a folder";
    }
    return found.isSymbolicLink() ? "is a link" : "is not a file";
  }
}
