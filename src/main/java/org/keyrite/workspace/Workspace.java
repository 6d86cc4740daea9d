package org.keyrite.workspace;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.keyrite.fault.Refused;
import org.keyrite.os.Descendants;
import org.keyrite.os.Mount;

/**
 * A directory in memory, for this user alone (mode 0700), that is gone when the work is over: on
 * {@link #close}, and on SIGINT, SIGTERM and SIGHUP.
 *
 * <p>It cannot outlive SIGKILL or a power cut in good order: after the first its files stay in
 * memory until somebody removes them or the machine is switched off. It does not keep pages out of
 * swap; preflight checks that there is none.
 */
public final class Workspace implements AutoCloseable {
  private static final int MOST_LEFT_BEHIND = 100;

  private final Path path;
  private final Mount mount;
  private final Thread atShutdown;
  private Wiped wiped;

  private Workspace(Path path, Mount mount, Consumer<Wiped> whenInterrupted) {
    this.path = path;
    this.mount = mount;
    this.atShutdown = new Thread(() -> whenInterrupted.accept(wipe()), "wipe at shutdown");
  }

  /**
   * Creates a workspace below the first suitable folder.
   *
   * @param named the one folder to use; empty to look at the usual places
   * @param whenInterrupted is told what was wiped when a signal ends the program
   * @throws Refused when no folder is in memory, allows programs to be started and can be written
   */
  public static Workspace create(Optional<Path> named, Consumer<Wiped> whenInterrupted)
      throws Refused {
    return create(
        named.map(List::of).orElseGet(Workspace::usualPlaces), Mount::at, whenInterrupted);
  }

  static Workspace create(
      List<Path> places, Function<Path, Optional<Mount>> mounts, Consumer<Wiped> whenInterrupted)
      throws Refused {
    List<String> reasons = new ArrayList<>();
    for (Path place : places) {
      Path directory = null;
      try {
        directory = newDirectory(place);
        // The new directory is asked about, not the place: nothing can be mounted over it between.
        Mount mount = mounts.apply(directory).orElse(null);
        Optional<String> objection = objection(mount);
        if (objection.isEmpty()) {
          Workspace workspace = new Workspace(directory.toRealPath(), mount, whenInterrupted);
          Runtime.getRuntime().addShutdownHook(workspace.atShutdown);
          return workspace;
        }
        reasons.add(place + " " + objection.get());
        Files.delete(directory);
      } catch (IOException e) {
        reasons.add(place + (Files.isDirectory(place) ? " cannot be written" : " is not a folder"));
      }
    }
    throw new Refused(
        "There is no place for the workspace: " + String.join("; ", reasons) + ".",
        "Mount one (as root: mount -t tmpfs -o mode=1777,noswap tmpfs /mnt) and name it with"
            + " --workspace /mnt.");
  }

  /**
   * A directory whose name says which process it belongs to. The number after that counts past what
   * another process of the same id may have left when it was killed.
   */
  private static Path newDirectory(Path place) throws IOException {
    for (int number = 1; ; number++) {
      Path directory = place.resolve("keyrite-" + ProcessHandle.current().pid() + "-" + number);
      try {
        return Files.createDirectory(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } catch (FileAlreadyExistsException e) {
        if (number == MOST_LEFT_BEHIND) {
          throw e;
        }
      }
    }
  }

  private static List<Path> usualPlaces() {
    List<Path> places = new ArrayList<>();
    Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR"))
        .filter(value -> value.startsWith("/"))
        .map(Path::of)
        .ifPresent(places::add);
    places.add(Path.of("/dev/shm"));
    places.add(Path.of("/tmp"));
    return places;
  }

  private static Optional<String> objection(Mount mount) {
    if (mount == null) {
      return Optional.of("cannot be asked for its kind (only the native executable can)");
    }
    if (!mount.inMemory()) {
      return Optional.of("is not in memory (neither tmpfs nor ramfs)");
    }
    return mount.executable()
        ? Optional.empty()
        : Optional.of("does not allow programs to be started (noexec)");
  }

  /** The directory, as an absolute path without links. */
  public Path path() {
    return path;
  }

  /** What the kernel says of the file system it is on. */
  public Mount mount() {
    return mount;
  }

  /**
   * Ends every process this one started and wipes everything; a second call returns the first one's
   * result.
   */
  public synchronized Wiped wipe() {
    if (wiped == null) {
      boolean alone = endProcesses();
      wiped = Wiper.wipe(path, alone);
      // One that was being started just then: it has no folder left to write in, and ends too.
      endProcesses();
    }
    return wiped;
  }

  /** A process that still ran could write a file after the wipe. */
  private static boolean endProcesses() {
    try {
      Descendants.killAll();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    wipe();
    try {
      Runtime.getRuntime().removeShutdownHook(atShutdown);
    } catch (IllegalStateException e) {
      // A signal came first: the hook is what runs now, and finds its work done.
    }
  }
}
