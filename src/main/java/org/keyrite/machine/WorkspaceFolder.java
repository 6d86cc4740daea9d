package org.keyrite.machine;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.keyrite.fault.Refused;
import org.keyrite.os.Held;
import org.keyrite.os.Mount;

/**
 * A new folder in memory for a workspace, of mode 0700 and locked.
 *
 * @param path its name when it was made: absolute, without links
 * @param held the folder itself
 * @param mount what the kernel says of the file system it is on
 */
record WorkspaceFolder(Path path, Held held, Mount mount) {
  private static final int MOST_LEFT_BEHIND = 100;

  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");

  /**
   * Makes one in the first place that is fit.
   *
   * @throws Refused when none is
   */
  static WorkspaceFolder create(List<Path> places, Function<Path, Optional<Mount>> mounts)
      throws Refused {
    List<String> reasons = new ArrayList<>();
    String advice =
        "Mount one (as root: mount -t tmpfs -o mode=1777,noswap tmpfs /mnt) and name it with"
            + " --workspace /mnt.";
    for (Path place : places) {
      try {
        Path real = place.toRealPath();
        Optional<String> unsafe = Parents.objection(real);
        if (unsafe.isPresent()) {
          reasons.add(place + " " + unsafe.get());
          advice = "Name a folder with --workspace that root and you alone can exchange.";
          continue;
        }
        Optional<WorkspaceFolder> made = open(real, mounts, reasons, place);
        if (made.isPresent()) {
          return made.get();
        }
      } catch (IOException e) {
        reasons.add(place + (Files.isDirectory(place) ? " cannot be written" : " is not a folder"));
      }
    }
    throw new Refused(
        "There is no place for the workspace: " + String.join("; ", reasons) + ".", advice);
  }

  private static Optional<WorkspaceFolder> open(
      Path real, Function<Path, Optional<Mount>> mounts, List<String> reasons, Path place)
      throws IOException {
    try (Held parent = Held.open(real)) {
      Path made = newDirectory(parent.path());
      Held held = hold(made);
      boolean kept = false;
      try {
        requireNew(held);
        // The new directory is asked about, not the place: nothing can be mounted over it between.
        Optional<Mount> kind = mounts.apply(held.path());
        Optional<String> objection = objection(kind);
        if (objection.isEmpty()) {
          held.lock();
          kept = true;
          return Optional.of(
              new WorkspaceFolder(real.resolve(made.getFileName()), held, kind.get()));
        }
        reasons.add(place + " " + objection.get());
        Files.delete(made);
        return Optional.empty();
      } finally {
        if (!kept) {
          held.close();
        }
      }
    }
  }

  private static Held hold(Path made) throws IOException {
    try {
      return Held.open(made);
    } catch (IOException e) {
      Files.delete(made); // Such as with too many open files: it would be taken for a leftover.
      throw e;
    }
  }

  /** Whatever the place has settled for new folders, and whoever was quicker. */
  private static void requireNew(Held held) throws IOException {
    boolean made =
        held.isFolder() && (int) Files.getAttribute(held.path(), "unix:uid") == User.effective();
    if (made) {
      Files.setPosixFilePermissions(held.path(), OWNERS);
      made = Files.getPosixFilePermissions(held.path()).equals(OWNERS);
    }
    if (!made) {
      throw new IOException("it is not the folder that was made");
    }
  }

  /**
   * A directory whose name says which process it belongs to. The number after that counts past what
   * another process of the same id may have left when it was killed.
   */
  static Path newDirectory(Path place) throws IOException {
    for (int number = 1; ; number++) {
      Path directory = place.resolve("keyrite-" + ProcessHandle.current().pid() + "-" + number);
      try {
        return Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNERS));
      } catch (FileAlreadyExistsException e) {
        if (number == MOST_LEFT_BEHIND) {
          throw e;
        }
      }
    }
  }

  private static Optional<String> objection(Optional<Mount> mount) {
    if (mount.isEmpty()) {
      return Optional.of("is of an unknown kind (only the native executable can ask)");
    }
    if (!mount.get().inMemory()) {
      return Optional.of("is not in memory (neither tmpfs nor ramfs)");
    }
    return mount.get().executable()
        ? Optional.empty()
        : Optional.of("does not allow programs to be started (noexec)");
  }
}
