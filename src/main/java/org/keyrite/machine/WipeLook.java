package org.keyrite.machine;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyrite.fault.Refused;
import org.keyrite.os.Held;

/** The first look at something with all that is in it, before anything is done. */
final class WipeLook extends SimpleFileVisitor<Path> {
  private final Path known;
  private final Protected guarded;
  private final LinkedNames names;
  private Path top;
  private Set<Path> points = Set.of();
  private Optional<Refused> refusal = Optional.empty();
  private long files;
  private long bytes;

  /**
   * Nothing seen yet.
   *
   * @param known where it is, for people
   * @param guarded what is refused, wherever it comes up
   * @param names learns of the files that have several names
   */
  WipeLook(Path known, Protected guarded, LinkedNames names) {
    this.known = known;
    this.top = known;
    this.guarded = guarded;
    this.names = names;
  }

  /**
   * Looks.
   *
   * @param place by which it is reached
   * @param left mount points whose file systems are not wiped
   * @throws Refused if something is there that nobody means
   */
  void at(Path place, Set<Path> left) throws IOException, Refused {
    top = place;
    points = left;
    Files.walkFileTree(place, this);
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }

  /** How many files are there, as far as they can be seen. */
  long files() {
    return files;
  }

  /** How long these are, together. */
  long bytes() {
    return bytes;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
      throws IOException {
    return points.contains(forPeople(folder))
        ? FileVisitResult.SKIP_SUBTREE
        : look(folder, attributes);
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    files++;
    return attributes.isRegularFile() ? look(file, attributes) : FileVisitResult.CONTINUE;
  }

  private FileVisitResult look(Path path, BasicFileAttributes attributes) throws IOException {
    try {
      Map<String, Object> found =
          Files.readAttributes(path, "unix:dev,ino,nlink", LinkOption.NOFOLLOW_LINKS);
      Held.Identity identity = identity(found);
      requireUnprotected(forPeople(path), identity, guarded);
      if (attributes.isRegularFile()) {
        bytes += attributes.size();
        addName(path, identity, (int) found.get("nlink"));
      }
      return FileVisitResult.CONTINUE;
    } catch (NoSuchFileException e) {
      return FileVisitResult.CONTINUE; // It is gone by now.
    } catch (Refused e) {
      refusal = Optional.of(e);
      return FileVisitResult.TERMINATE;
    }
  }

  private void addName(Path file, Held.Identity identity, int links) throws IOException {
    if (links > 1) {
      Map<String, Object> folder = Files.readAttributes(file.getParent(), "unix:dev,ino");
      names.add(identity, links, identity(folder), file.getFileName());
    }
  }

  private static Held.Identity identity(Map<String, Object> found) {
    return new Held.Identity((long) found.get("dev"), (long) found.get("ino"));
  }

  private Path forPeople(Path path) {
    return path.equals(top) ? known : known.resolve(top.relativize(path).toString());
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException reason) {
    return FileVisitResult.CONTINUE; // The wipe itself will say why.
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException reason) {
    return FileVisitResult.CONTINUE;
  }

  /** Refuses what nobody means. */
  static void requireUnprotected(Path path, Held.Identity identity, Protected guarded)
      throws Refused {
    Optional<String> objection = guarded.objection(identity);
    if (objection.isPresent()) {
      throw new Refused(
          path + " " + objection.get() + ": that is not wiped.",
          "Nothing was wiped. Name what is to be wiped without it.");
    }
  }
}
