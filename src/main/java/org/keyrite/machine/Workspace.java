package org.keyrite.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Refused;
import org.keyrite.os.Held;
import org.keyrite.os.Mount;
import org.keyrite.os.Room;
import org.keyrite.os.Shutdown;

/**
 * A directory in memory, for this user alone (mode 0700), that is gone when the work is over: on
 * {@link #close}, and on SIGINT, SIGTERM and SIGHUP.
 *
 * <p>It is held by a descriptor from the moment it is made, and locked: what is done in it does not
 * depend on its name, and others can tell that somebody uses it.
 *
 * <p>It cannot outlive SIGKILL or a power cut in good order: after the first its files stay in
 * memory until somebody removes them ({@link Leftovers}) or the machine is switched off. It does
 * not keep pages out of swap; preflight checks that there is none.
 */
public final class Workspace implements AutoCloseable {
  /** By which what is held is reached. */
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private final Thread atShutdown;
  private WorkspaceFolder folder;
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
   * @throws Refused when no folder is in memory, allows programs to be started and can be written,
   *     or when there is no {@code /proc}
   */
  public static Workspace create(Optional<Path> named, Consumer<Wiped> whenInterrupted)
      throws Refused {
    if (!Files.exists(DESCRIPTORS)) {
      throw new Refused(
          "The workspace cannot be held: " + DESCRIPTORS + " is not there.",
          "Mount it (as root: mount -t proc proc /proc).");
    }
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
    folder = WorkspaceFolder.create(places, mounts);
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
   * The workspaces that killed runs have left, when work is not to begin beside one.
   *
   * @throws Refused when that cannot be told
   */
  public List<Leftover> leftovers() throws Refused {
    Leftovers left = whatIsLeft();
    if (left.doubt().isPresent()) {
      throw new Refused(
          "What killed runs have left cannot be told: " + left.doubt().get() + ".",
          "See what hides that: keyrite needs the kernel's own /proc.");
    }
    return left.found();
  }

  /**
   * What killed runs have left: in the usual places, where this one is, and in all file systems in
   * memory. None of it is this one.
   */
  public Leftovers whatIsLeft() {
    return whatIsLeft(Optional.of(path().getParent())).without(path());
  }

  /**
   * The same, without a workspace.
   *
   * @param named a further place
   */
  public static Leftovers whatIsLeft(Optional<Path> named) {
    List<Path> places = usualPlaces();
    named.ifPresent(places::add);
    return Leftovers.in(places, Machine.here());
  }

  /** The directory's name when it was made: an absolute path without links. */
  public Path path() {
    return folder.path();
  }

  /** Which is held until this is closed. */
  public Held folder() {
    return folder.held();
  }

  /** What the kernel says of the file system it is on. */
  public Mount mount() {
    return folder.mount();
  }

  /**
   * Ends every process this one started and wipes everything; a second call returns the first one's
   * result.
   */
  public synchronized Wiped wipe() {
    closed = true;
    if (folder == null) {
      return new Wiped(0, 0, List.of());
    }
    if (wiped == null) {
      endRoom();
      wiped = Wiper.wipe(folder.held(), folder.path());
    }
    return wiped;
  }

  /**
   * The same, and it must be complete.
   *
   * @param before why the work failed, if it did: what remains here matters more
   */
  public Wiped requireWiped(Optional<Fault> before) throws Failed {
    Wiped result = wipe();
    if (!result.complete()) {
      throw new Failed(
          "The workspace could not be wiped: "
              + String.join("; ", result.remaining())
              + "."
              + before.map(fault -> " (Before that: " + fault.getMessage() + ")").orElse(""),
          "A secret may be left there: switch this machine off before anything else.",
          before.orElse(null));
    }
    return result;
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
    synchronized (this) {
      if (folder != null) {
        folder.held().close();
      }
    }
  }
}
