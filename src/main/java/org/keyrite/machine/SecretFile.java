package org.keyrite.machine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import org.keyrite.files.Unfinished;
import org.keyrite.os.Held;
import org.keyrite.os.Mount;
import org.keyrite.os.Zeros;

/**
 * A new file for a clear secret, in a folder in memory that is its owner's alone. It stays when it
 * is {@linkplain #commit committed}; otherwise it is overwritten and removed, also on the signals
 * that end a program politely. Where the file system allows it, as tmpfs does, it has no name until
 * then: a program that is killed leaves nothing of it. It is held by a descriptor: what takes its
 * name meanwhile is neither overwritten nor removed.
 */
public final class SecretFile implements AutoCloseable {
  private static final int OWNERS_FILE = 0600;

  private static final Set<PosixFilePermission> FILE_OF_OWN =
      PosixFilePermissions.fromString("rw-------");

  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");

  private final Unfinished work = new Unfinished("the unfinished secret", this::wipe);
  private final Path path;
  private Held file;
  private boolean named;
  private FileChannel channel;

  private SecretFile(Path path) {
    this.path = path;
  }

  /**
   * Creates a file, empty and of mode 0600.
   *
   * @throws Refused if it would not be in memory, or if others could reach it; the advice names a
   *     place that would do
   * @throws Failed if there is a file of that name, or none can be made
   */
  public static SecretFile create(Path path) throws Refused, Failed {
    return create(path, Mount::at, Workspace.usualPlaces());
  }

  static SecretFile create(
      Path path, Function<Path, Optional<Mount>> mounts, List<Path> usualPlaces)
      throws Refused, Failed {
    SecretFile file = new SecretFile(path.toAbsolutePath());
    try {
      file.open(mounts, usualPlaces);
      return file;
    } catch (IOException e) {
      file.close();
      throw new Failed(
          "The file " + path + " cannot be made: " + Reason.of(e) + ".",
          "Give another name, or remove that file.",
          e);
    } catch (Refused e) {
      file.close();
      throw e;
    }
  }

  private void open(Function<Path, Optional<Mount>> mounts, List<Path> usualPlaces)
      throws IOException, Refused {
    synchronized (work) {
      work.requireGoingOn();
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(path.toString());
      }
      Optional<Held> unnamed = Held.unnamed(path.getParent(), OWNERS_FILE);
      named = unnamed.isEmpty();
      file = named ? newFile() : unnamed.get();
      channel = FileChannel.open(file.path(), StandardOpenOption.WRITE);
    }
    // The empty file is asked about, not its folder: nothing can be mounted over it between.
    Optional<Mount> mount = mounts.apply(file.path());
    if (mount.isEmpty() || !mount.get().inMemory()) {
      throw new Refused(
          path
              + (mount.isEmpty()
                  ? " may not be in memory (only the native executable can ask)."
                  : " is not in memory (neither tmpfs nor ramfs): a secret would reach a disk."),
          advice(mounts, usualPlaces));
    }
    if (!OWNERS.containsAll(Files.getPosixFilePermissions(path.getParent()))) {
      throw new Refused(
          "Others can look into " + path.getParent() + ", where a secret would be.",
          advice(mounts, usualPlaces));
    }
  }

  /** Whoever was quicker: another file may have taken its name before it was held. */
  private Held newFile() throws IOException {
    Files.createFile(path, PosixFilePermissions.asFileAttribute(FILE_OF_OWN));
    Held made = Held.open(path);
    if (!made.isFile()
        || Files.size(made.path()) > 0
        || (int) Files.getAttribute(made.path(), "unix:nlink") != 1
        || (int) Files.getAttribute(made.path(), "unix:uid") != User.effective()) {
      made.close();
      throw new IOException("it is not the file that was made");
    }
    Files.setPosixFilePermissions(made.path(), FILE_OF_OWN);
    return made;
  }

  private static String advice(Function<Path, Optional<Mount>> mounts, List<Path> usualPlaces) {
    for (Path place : usualPlaces) {
      try {
        if (mounts.apply(place).filter(Mount::inMemory).isPresent()) {
          return OWNERS.containsAll(Files.getPosixFilePermissions(place))
              ? "Name a file in " + place + ", which is in memory."
              : "Name a file in a folder of your own in memory: mkdir -m 700 "
                  + place.resolve("secret");
        }
      } catch (IOException e) {
        // Not a place then.
      }
    }
    return "Mount memory (as root: mount -t tmpfs -o mode=0700 tmpfs /mnt), and name a file there.";
  }

  /** The name that it has once it is committed. */
  public Path path() {
    return path;
  }

  /** Writes to the file; closing this does not complete it. */
  public OutputStream stream() {
    return Channels.newOutputStream(channel);
  }

  /** What was written, read back. */
  public byte[] contents() throws IOException {
    return Files.readAllBytes(file.path());
  }

  /** The file stays, under its name. */
  public void commit() throws IOException {
    synchronized (work) {
      work.requireGoingOn();
      channel.close();
      if (!named) {
        file.name(path);
      }
      work.complete();
    }
  }

  /** Overwrites and removes a committed file after all: that of which it was a part failed. */
  public void withdraw() {
    work.withdraw();
  }

  /**
   * If this fails, the file is in memory, and goes with it. Moved to another name it is overwritten
   * all the same; what has its name by now stays.
   */
  private void wipe() throws IOException {
    if (file == null || !file.isReached()) {
      return;
    }
    try (FileChannel all = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
      Zeros.write(all, 0, all.size(), _ -> {});
    } finally {
      if (channel != null) {
        channel.close();
      }
    }
    if (file.isAt(path)) {
      Files.delete(path);
    }
  }

  @Override
  public void close() {
    work.close();
    synchronized (work) {
      if (file != null) {
        file.close();
      }
    }
  }
}
