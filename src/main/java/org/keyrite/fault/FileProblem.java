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
 * @param clause what it is instead, such as {@code is a folder}
 */
public record FileProblem(Kind kind, String clause) {
  /** What is known of the path. */
  public enum Kind {
    /** Nothing is there at all. */
    MISSING,
    /** Something else is there. */
    NO_FILE,
    /** Nobody can tell what is there: a folder on the way may not be entered, or is none. */
    UNREACHABLE
  }

  /** Of a file that would have to be somewhere, and is nowhere. */
  public static final FileProblem NOWHERE = new FileProblem(Kind.MISSING, "does not exist");

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
      return Optional.of(new FileProblem(Kind.NO_FILE, kind(found)));
    } catch (NoSuchFileException e) {
      return Optional.of(isBelowFile(path) ? unreachable("Not a directory") : NOWHERE);
    } catch (IOException e) {
      return Optional.of(unreachable(Reason.of(e)));
    }
  }

  private static FileProblem unreachable(String reason) {
    return new FileProblem(Kind.UNREACHABLE, "cannot be reached: " + reason);
  }

  /** Java says of such a path no more than that nothing is there. */
  private static boolean isBelowFile(Path path) {
    for (Path above = path.getParent(); above != null; above = above.getParent()) {
      if (Files.exists(above)) {
        return !Files.isDirectory(above);
      }
    }
    return false;
  }

  /** Whether nothing is there at all. */
  public boolean missing() {
    return kind == Kind.MISSING;
  }

  /**
   * This problem, if it is known what is there: of a path that cannot be reached, nobody can say
   * that its file is not as it should be.
   *
   * @param name what to call the file
   */
  public FileProblem reached(String name) throws Failed {
    if (kind == Kind.UNREACHABLE) {
      throw new Failed(name + " " + clause + ".", "Check its path and its permissions.");
    }
    return this;
  }

  private static String kind(BasicFileAttributes found) {
    if (found.isDirectory()) {
      return "is a folder";
    }
    return found.isSymbolicLink() ? "is a link" : "is not a file";
  }
}
