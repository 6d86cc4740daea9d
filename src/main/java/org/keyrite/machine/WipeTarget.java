package org.keyrite.machine;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import org.keyrite.os.Held;
import org.keyrite.os.Mount;
import org.keyrite.os.MountInfo;

/**
 * Something that is to be wiped.
 *
 * @param path where it is: an absolute path without links
 * @param parent the folder it is in, which is held
 * @param identity which one it is
 * @param mount the mount it is in
 * @param folder whether it is a folder; otherwise it is a regular file
 * @param files how many files are in it, as far as they can be seen; 1 for a file
 * @param bytes how long these are, together
 */
public record WipeTarget(
    Path path,
    Held parent,
    Held.Identity identity,
    MountInfo mount,
    boolean folder,
    long files,
    long bytes)
    implements AutoCloseable {

  /** Counts the names that files have in what is to be wiped. */
  static final class Names {
    private final Map<Held.Identity, Integer> missing = new HashMap<>();

    private void add(Path file) throws IOException {
      Map<String, Object> found =
          Files.readAttributes(file, "unix:dev,ino,nlink", LinkOption.NOFOLLOW_LINKS);
      int links = (int) found.get("nlink");
      if (links > 1) {
        missing.merge(
            new Held.Identity((long) found.get("dev"), (long) found.get("ino")),
            links - 1,
            (before, _) -> before - 1);
      }
    }

    /** The files that have several names, all of them here. */
    Set<Held.Identity> complete() {
      Set<Held.Identity> complete = new HashSet<>(missing.keySet());
      complete.removeIf(file -> missing.get(file) > 0);
      return complete;
    }
  }

  /**
   * Looks at what has a name.
   *
   * @return empty if nothing has it
   * @throws Refused if it is nothing to be wiped
   */
  static Optional<WipeTarget> of(
      Path path, ProtectedFolders guarded, boolean crossesMounts, Names names) throws Refused {
    Held parent;
    try {
      parent = Held.open(path.getParent());
    } catch (IOException e) {
      return Optional.empty();
    }
    Optional<WipeTarget> target = Optional.empty();
    try (Held held = Held.open(parent.path().resolve(path.getFileName()))) {
      requireWipeable(path, held, parent, guarded);
      target = Optional.of(look(path, parent, held, crossesMounts, names));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new Refused(
          path + " cannot be looked at: " + Reason.of(e) + ".", "Nothing was wiped.", e);
    } finally {
      if (target.isEmpty()) {
        parent.close();
      }
    }
    return target;
  }

  private static void requireWipeable(Path path, Held held, Held parent, ProtectedFolders guarded)
      throws IOException, Refused {
    Optional<String> objection = guarded.objection(held);
    if (objection.isPresent()) {
      throw new Refused(
          path + " " + objection.get() + ": that is not wiped.",
          "Nothing was wiped. Name what is in it.");
    }
    if (Files.isSymbolicLink(parent.path().resolve(path.getFileName()))) {
      throw new Refused(
          path + " is a symbolic link: what it leads to would stay as it is.",
          "Nothing was wiped. Name the file itself; rm removes the link.");
    }
    if (!held.isFolder() && !held.isFile()) {
      throw new Refused(
          path + " is a device, a pipe or a socket, which is never opened here.",
          "Nothing was wiped. rm removes its name.");
    }
    if (held.mount() != parent.mount()) {
      throw new Refused(
          path + " is a mount point: it cannot be removed.",
          "Nothing was wiped. Name what is in it, or unmount it.");
    }
  }

  private static WipeTarget look(
      Path path, Held parent, Held held, boolean crossesMounts, Names names)
      throws IOException, Refused {
    long id = held.mount();
    MountInfo mount =
        MountInfo.all().stream()
            .filter(each -> each.id() == id)
            .findFirst()
            .orElseThrow(() -> new IOException("the kernel does not tell what is mounted"));
    if (FileSystemKind.of(mount).isControl()) {
      throw new Refused(
          path + " is in " + mount.type() + ", which is no storage: to write there gives orders.",
          "Nothing was wiped.");
    }
    long[] count = {0, 0};
    if (held.isFile()) {
      names.add(parent.path().resolve(path.getFileName()));
      count = new long[] {1, Files.size(held.path())};
    } else {
      Set<Path> points = crossesMounts ? Set.of() : Set.copyOf(Mount.within(path));
      count(held.path().resolve("."), path, points, names, count);
    }
    return new WipeTarget(
        path, parent, held.identity(), mount, held.isFolder(), count[0], count[1]);
  }

  private static void count(
      Path top, Path known, Set<Path> points, Names names, long[] filesAndBytes)
      throws IOException {
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return points.contains(known.resolve(top.relativize(folder).toString()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            filesAndBytes[0]++;
            if (attributes.isRegularFile()) {
              filesAndBytes[1] += attributes.size();
              names.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException reason) {
            return FileVisitResult.CONTINUE; // The wipe itself will say why.
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException reason) {
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public void close() {
    parent.close();
  }
}
