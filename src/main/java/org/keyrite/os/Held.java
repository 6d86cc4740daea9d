package org.keyrite.os;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.graalvm.nativeimage.StackValue;

/**
 * A folder or a file that is held by a descriptor: whoever moves it, or puts something else in its
 * place, does not change which one this is.
 *
 * <p>It is reached by {@link #path}, which is {@code /proc/self/fd/N}: the kernel takes that for
 * the folder itself, and a name below it for one in that folder. So everything in {@code
 * java.nio.file} works relative to the descriptor. No right to the folder is needed to hold it
 * ({@code O_PATH}).
 *
 * <p>On a JVM, which cannot hold one, this is a path like any other; only {@link #where} tells that
 * something else is there by now.
 */
public final class Held implements AutoCloseable {
  static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final int NONE = -1;
  private static final int ALL_BITS = 07777;

  private final Path path;
  private final int descriptor;
  private final Identity identity;
  private final boolean folder;
  private final boolean file;
  private long mount = NONE;
  private int lock = NONE;
  private boolean closed;

  /**
   * What tells a file from every other one, whatever its name.
   *
   * @param device the file system's
   * @param number the file's in it
   */
  public record Identity(long device, long number) {}

  private Held(Path path, int descriptor, LinkOption... links) throws IOException {
    this.path = path;
    this.descriptor = descriptor;
    this.identity = identity(path, links);
    this.folder = Files.isDirectory(path, links);
    this.file = Files.isRegularFile(path, links);
  }

  /**
   * Holds what has this name now. If that is a link, the link is held, and not what it leads to.
   *
   * @throws IOException if there is nothing, or if {@code /proc} does not show this process
   */
  public static Held open(Path path) throws IOException {
    if (!Image.isNative()) {
      return new Held(path, NONE, LinkOption.NOFOLLOW_LINKS);
    }
    int descriptor = FileCalls.open(path, FileCalls.openAsPlace() | LibC.openNoLink());
    try {
      LibC.Stat found = StackValue.get(LibC.Stat.class);
      if (LibC.fstat(descriptor, found) != 0) {
        throw FileCalls.failure(path);
      }
      Held held = new Held(DESCRIPTORS.resolve(Integer.toString(descriptor)), descriptor);
      if (!held.identity.equals(new Identity(found.device(), found.number()))) {
        throw new FileSystemException(path.toString(), null, "/proc is not this process's");
      }
      return held;
    } catch (IOException e) {
      LibC.close(descriptor);
      throw e instanceof NoSuchFileException // Of the descriptor, which holds something.
          ? new FileSystemException(path.toString(), null, "/proc does not show this process")
          : e;
    }
  }

  /**
   * Makes a file that has no name, and is gone when nobody holds it any more: whoever is killed
   * leaves nothing of it. The process's mask takes its part of the mode.
   *
   * @param folder where it can be {@linkplain #name given a name} later
   * @return empty if there are no such files there, and on a JVM
   */
  public static Optional<Held> unnamed(Path folder, int mode) {
    int made = Image.isNative() ? FileCalls.makeUnnamed(folder, mode) : NONE;
    Path path = DESCRIPTORS.resolve(Integer.toString(made));
    try {
      return made < 0 ? Optional.empty() : Optional.of(new Held(path, made));
    } catch (IOException e) {
      LibC.close(made);
      return Optional.empty();
    }
  }

  /**
   * Makes a file with a name, which must be free, and holds that file, whatever has the name later.
   * The process's mask takes its part of the mode.
   *
   * @return empty, and no file, on a JVM, and where {@code /proc} does not show this process
   */
  public static Optional<Held> made(Path free, int mode) throws IOException {
    if (!Image.isNative() || !Files.isDirectory(DESCRIPTORS)) {
      return Optional.empty();
    }
    int made = FileCalls.makeNew(free, mode);
    try {
      return Optional.of(new Held(DESCRIPTORS.resolve(Integer.toString(made)), made));
    } catch (IOException e) {
      LibC.close(made);
      throw e;
    }
  }

  /** Gives a name, which must be free, to a file that has none, in the folder of its making. */
  public void name(Path free) throws IOException {
    FileCalls.link(path, free);
  }

  static Identity identity(Path path, LinkOption... links) throws IOException {
    Map<String, Object> found = Files.readAttributes(path, "unix:dev,ino", links);
    return new Identity((long) found.get("dev"), (long) found.get("ino"));
  }

  /** Leads to it in this process, and in no other. */
  public Path path() {
    return path;
  }

  /** The descriptor, for a call; negative on a JVM. */
  public int descriptor() {
    return descriptor;
  }

  /** Whether it is a folder, and no link to one. */
  public boolean isFolder() {
    return folder;
  }

  /** Whether it is a regular file, and no link to one. */
  public boolean isFile() {
    return file;
  }

  /** Which one it is. */
  public Identity identity() {
    return identity;
  }

  /**
   * The name that it has now.
   *
   * @return empty if it has none, or none that leads there
   */
  public Optional<Path> where() {
    try {
      Path name = descriptor == NONE ? path : Files.readSymbolicLink(path);
      return isAt(name) ? Optional.of(name) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether {@link #path} leads to it: always, but on a JVM. */
  public boolean isReached() {
    return descriptor != NONE || isAt(path);
  }

  /** Whether a name, which is no link, is this one's. */
  public boolean isAt(Path name) {
    try {
      return identity(name, LinkOption.NOFOLLOW_LINKS).equals(identity);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Locks it until this is closed, or the process ends in whatever way. The lock keeps nobody from
   * anything; it tells others that somebody is at work here.
   *
   * @return false if somebody else has locked it, or it cannot be locked; always on a JVM
   */
  public boolean lock() {
    if (descriptor == NONE) {
      return false;
    }
    try {
      int opened = FileCalls.open(path, LibC.openReadOnly());
      if (FileCalls.flock(opened, FileCalls.lockExclusively() | FileCalls.lockWithoutWaiting())
          == 0) {
        lock = opened;
        return true;
      }
      LibC.close(opened);
    } catch (IOException e) {
      // This user may not read it: it is not this user's.
    }
    return false;
  }

  /**
   * What is in the folder: paths that lead there by way of this one.
   *
   * @throws IOException if it cannot be read to its end
   */
  public List<Path> entries() throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Gives its owner all rights to it, and others none, unless this user has all of them.
   *
   * @return the mode that it had, if that was changed
   */
  public OptionalInt requireRights() throws IOException {
    boolean given =
        Files.isReadable(path) && Files.isWritable(path) && (!folder || Files.isExecutable(path));
    if (given) {
      return OptionalInt.empty();
    }
    int mode = (int) Files.getAttribute(path, "unix:mode") & ALL_BITS;
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(folder ? "rwx------" : "rw-------"));
    return OptionalInt.of(mode);
  }

  /** Gives it back the mode that it had. */
  public void restoreMode(int mode) {
    try {
      Files.setAttribute(path, "unix:mode", mode);
    } catch (IOException e) {
      // Whoever could change it can change it back; or somebody else has it now.
    }
  }

  /** Waits until its disk has it. */
  public void flush() throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Every stretch of a file that may hold something, in order; the rest are holes. The last can end
   * behind the file's end. On a JVM, and where the file system does not tell, that is all of it.
   */
  public List<Stretch> stretches() throws IOException {
    if (descriptor == NONE) {
      return List.of(new Stretch(0, Files.size(path)));
    }
    int opened = FileCalls.open(path, LibC.openReadOnly());
    try {
      return Extents.of(opened, Files.size(path), path);
    } finally {
      LibC.close(opened);
    }
  }

  /**
   * The number of the mount it is in: what is mounted on a folder is in another one, and so is a
   * folder that is bound to a second place of the same file system.
   */
  public long mount() throws IOException {
    if (mount == NONE) {
      mount =
          descriptor == NONE
              ? MountInfo.of(path.toRealPath(LinkOption.NOFOLLOW_LINKS), MountInfo.all()).id()
              : MountInfo.ofDescriptor(descriptor);
    }
    return mount;
  }

  @Override
  public void close() {
    if (!closed && lock != NONE) {
      LibC.close(lock);
    }
    if (!closed && descriptor != NONE) {
      LibC.close(descriptor);
    }
    closed = true;
  }
}
