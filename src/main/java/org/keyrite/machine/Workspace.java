package org.keyrite.machine;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyrite.fault.Refused;
import org.keyrite.os.Image;
import org.keyrite.os.Mount;
import org.keyrite.os.RegularFile;
import org.keyrite.os.Room;
import org.keyrite.os.Shutdown;

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
  private static final Pattern NAME = Pattern.compile("keyrite-([0-9]+)-[0-9]+");

  private final Thread atShutdown;
  private Path path;
  private Object identity;
  private Mount mount;
  private RegularFile held;
  private Room room;
  private boolean closed;
  private Wiped wiped;

  private Workspace(Consumer<Wiped> whenInterrupted) {
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
    Workspace workspace = new Workspace(whenInterrupted);
    Shutdown.atEnd(workspace.atShutdown);
    try {
      workspace.open(places, mounts);
      return workspace;
    } catch (Refused e) {
      Shutdown.notAnyMore(workspace.atShutdown);
      throw e;
    }
  }

  private synchronized void open(List<Path> places, Function<Path, Optional<Mount>> mounts)
      throws Refused {
    if (closed) {
      throw new Refused("The program is ending.", "");
    }
    List<String> reasons = new ArrayList<>();
    for (Path place : places) {
      try {
        Path directory = newDirectory(place);
        // The new directory is asked about, not the place: nothing can be mounted over it between.
        Optional<Mount> kind = mounts.apply(directory);
        Optional<String> objection = objection(kind);
        if (objection.isEmpty()) {
          path = directory.toRealPath();
          identity = Wiper.identity(path);
          mount = kind.get();
          held = Image.isNative() ? RegularFile.held(path) : null;
          return;
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

  static List<Path> usualPlaces() {
    List<Path> places = new ArrayList<>();
    Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR"))
        .filter(value -> value.startsWith("/"))
        .map(Path::of)
        .ifPresent(places::add);
    places.add(Path.of("/dev/shm"));
    places.add(Path.of("/tmp"));
    return places;
  }

  /**
   * The workspaces that killed runs have left in the usual places: those whose process is no more.
   */
  public static List<Path> leftBehind() {
    List<Path> found = new ArrayList<>();
    for (Path place : usualPlaces()) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(place, "keyrite-*-*")) {
        for (Path folder : folders) {
          Matcher name = NAME.matcher(folder.getFileName().toString());
          if (name.matches() && !Files.exists(Path.of("/proc", name.group(1)))) {
            found.add(folder);
          }
        }
      } catch (IOException | DirectoryIteratorException e) {
        // A place that cannot be looked into is not one where this user's workspace was.
      }
    }
    return found;
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

  /** The directory, as an absolute path without links. */
  public Path path() {
    return path;
  }

  /** The descriptor by which it is held, for calls of the operating system. */
  public int descriptor() {
    return held.descriptor();
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
    closed = true;
    if (path == null) {
      return new Wiped(0, 0, List.of());
    }
    if (wiped == null) {
      endRoom();
      wiped = Wiper.wipe(path, identity, true);
    }
    return wiped;
  }

  /** How a room is started. */
  @FunctionalInterface
  public interface Starter {
    /** Starts it. */
    Room start() throws IOException;
  }

  /**
   * Starts a room that works in here, and that ends before anything is wiped.
   *
   * @throws IOException when it cannot be started, or the workspace is wiped already
   */
  public synchronized Room host(Starter starter) throws IOException {
    if (closed) {
      throw new IOException("the program is ending");
    }
    room = starter.start();
    return room;
  }

  /** A process that still ran could write a file after the wipe. */
  private void endRoom() {
    if (room != null) {
      room.close();
    }
  }

  @Override
  public void close() {
    wipe();
    Shutdown.notAnyMore(atShutdown);
  }
}
