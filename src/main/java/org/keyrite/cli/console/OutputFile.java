package org.keyrite.cli.console;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Set;
import org.keyrite.crypto.Randomness;
import org.keyrite.files.Unfinished;

/**
 * A file that appears under its name when it is complete, or not at all. An earlier file of that
 * name stays as it was until then, and gives the new one its permissions.
 *
 * <p>Until then the data is in a temporary file beside it, which goes away with a failure and with
 * the signals that end a program politely. Power loss and {@code kill -9} leave it behind.
 *
 * <p>Pipes, devices and what stands for an open file ({@code /dev/fd/3}) are written to directly:
 * they have no name to appear under. What has been written to them stays written.
 */
public final class OutputFile implements Output {
  private static final int MAX_LINKS = 40;
  private static final Set<PosixFilePermission> READ_AND_WRITE =
      PosixFilePermissions.fromString("rw-rw-rw-");

  private final String name;
  private Unfinished work;
  private Path target;
  private Path temporary;
  private FileOutput stream;

  public OutputFile(String name) {
    this.name = name;
  }

  /**
   * Whether what is written under a name goes into a file, or nowhere: not to a terminal, nor to a
   * program that may be at work on one.
   */
  public static boolean isFile(String name) {
    try {
      Path path = Path.of(name);
      return !Files.exists(path)
          || Files.isRegularFile(path)
          || Files.isSameFile(path, Path.of("/dev/null"));
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  @Override
  public OutputStream stream() throws IOException {
    if (stream == null) {
      open();
    }
    return stream;
  }

  private void open() throws IOException {
    target = followLinks(path(name));
    if (isOpenFile(target) || (Files.exists(target) && !Files.isRegularFile(target))) {
      stream = new FileOutput(target.toFile());
      return;
    }
    refuseWhatMayNotBeWritten();
    Unfinished begun = new Unfinished("the unfinished output", this::remove);
    work = begun;
    synchronized (begun) {
      begun.requireGoingOn();
      createTemporary();
      stream = new FileOutput(temporary.toFile());
    }
  }

  /** Replacing a file takes no right to write to it; whoever took that right away meant it so. */
  private void refuseWhatMayNotBeWritten() throws IOException {
    if (name.endsWith("/")) {
      throw new FileSystemException(name, null, "Is a directory");
    }
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw new AccessDeniedException(name);
    }
  }

  private static Path path(String name) throws IOException {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new IOException("the file's name has characters that this system cannot write", e);
    }
  }

  /** Links are followed by hand, because the last one may lead to a file that is yet to be made. */
  private static Path followLinks(Path name) throws IOException {
    Path path = name.toAbsolutePath();
    for (int i = 0; i < MAX_LINKS; i++) {
      if (isOpenFile(path) || !Files.isSymbolicLink(path)) {
        return path;
      }
      path = path.resolveSibling(Files.readSymbolicLink(path)).normalize();
    }
    throw new FileSystemException(name.toString(), null, "too many symbolic links");
  }

  private static boolean isOpenFile(Path path) {
    return path.startsWith("/proc") || path.startsWith("/dev/fd");
  }

  /** A name that no other file has, for one that is not complete. */
  public static String temporaryName() {
    return ".keyrite-" + HexFormat.of().formatHex(Randomness.bytes(Long.BYTES)) + ".partial";
  }

  private void createTemporary() throws IOException {
    // With the permissions from the start: whoever could open it while it is empty could read
    // later what has been written by then.
    boolean replaces = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
    Set<PosixFilePermission> permissions =
        replaces ? Files.getPosixFilePermissions(target) : READ_AND_WRITE;
    temporary =
        Files.createFile(
            target.resolveSibling(temporaryName()),
            PosixFilePermissions.asFileAttribute(permissions));
    if (replaces && !Files.getPosixFilePermissions(temporary).equals(permissions)) {
      Files.setPosixFilePermissions(temporary, permissions);
    }
  }

  @Override
  public void commit() throws IOException {
    stream();
    Unfinished begun = work;
    if (begun == null) {
      stream.close();
      return;
    }
    synchronized (begun) {
      begun.requireGoingOn();
      // A disk may report only now that it is full. Renamed before that, a file could be found
      // empty after a loss of power, in place of the one that it replaced.
      stream.sync();
      stream.close();
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      begun.complete();
    }
    begun.close();
  }

  private void remove() throws IOException {
    if (temporary == null) {
      return;
    }
    try {
      if (stream != null) {
        stream.close();
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  @Override
  public void close() {
    if (work != null) {
      work.close();
    }
  }
}
