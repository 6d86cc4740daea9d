package org.keyrite.cli.console;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.keyrite.fault.Reason;
import org.keyrite.files.Unfinished;
import org.keyrite.os.ExistingFile;
import org.keyrite.os.FileAttributes;

/**
 * A file that appears under its name when it is complete, or not at all.
 *
 * <p>An earlier file of that name stays as it was until then. The new one takes its place with its
 * owner, group, mode and extended attributes, of which its access list is one. Where these cannot
 * be carried over, where the file has other names (hard links), or where its name cannot be taken
 * from it (it is mounted there, or its folder is not this user's to change), it is that same file
 * that gets the content, all of it at once and after everything else has gone well. A full disk or
 * a loss of power in that moment leaves a part of it. What has come to the name only meanwhile is
 * left alone, and its owner gets nothing: that is an error.
 *
 * <p>Until then the data has no name, where the file system allows that: nothing is left of it
 * however the program ends, unless it is killed in the moment between the two calls that put it in
 * another file's place. Elsewhere it is in a temporary file beside it, which goes away with a
 * failure and with the signals that end a program politely; power loss and {@code kill -9} leave it
 * behind. If the folder takes no file, it is in memory.
 *
 * <p>Pipes, devices and what stands for an open file ({@code /dev/fd/3}) are written to directly:
 * they have no name to appear under. What has been written to them stays written.
 */
public final class OutputFile implements Output {
  private static final int MAX_LINKS = 40;

  /** In bytes. */
  private static final long MOST_IN_MEMORY = 256 << 20;

  private final String name;
  private Unfinished work;
  private Path target;
  private Optional<ExistingFile> existing = Optional.empty();
  private Draft draft;
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
    Path path = path(name);
    if (name.endsWith("/")) {
      throw new FileSystemException(name, null, "Is a directory");
    }
    target = followLinks(path);
    if (isOpenFile(target) || (Files.exists(target) && !Files.isRegularFile(target))) {
      stream = new FileOutput(target.toFile(), Long.MAX_VALUE);
      return;
    }
    Unfinished begun = new Unfinished("the unfinished output", this::letGo);
    work = begun;
    synchronized (begun) {
      begun.requireGoingOn();
      existing = ExistingFile.open(path);
      draft = draft();
      stream =
          new FileOutput(
              draft.path().toFile(), draft.isInMemory() ? MOST_IN_MEMORY : Long.MAX_VALUE);
    }
  }

  /** On no other file system than the one that is named: that may be memory, or encrypted. */
  private Draft draft() throws IOException {
    if (existing.isEmpty()) {
      return Draft.beside(target, false);
    }
    try {
      Draft beside = Draft.beside(target, true);
      if (existing.get().isBeside(beside.path())) {
        return beside;
      }
      beside.close();
    } catch (FileSystemException e) {
      // The file can be written to, its folder not.
    }
    return Draft.inMemory();
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
      path = path.resolveSibling(Files.readSymbolicLink(path));
    }
    throw new FileSystemException(name.toString(), null, "too many symbolic links");
  }

  private static boolean isOpenFile(Path path) {
    Path plain = path.normalize();
    return plain.startsWith("/dev/fd")
        || (plain.startsWith("/proc") && plain.getParent().endsWith("fd"));
  }

  /** A name that no other file has, for one that is not complete. */
  public static String temporaryName() {
    return Draft.temporaryName();
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
      boolean gone = Files.notExists(target, LinkOption.NOFOLLOW_LINKS);
      if (existing.isEmpty() || (gone && !draft.isInMemory())) {
        appear();
      } else {
        replace(existing.get());
      }
      begun.complete();
      letGo();
    }
    begun.close();
  }

  private void appear() throws IOException {
    try {
      draft.takeFree(target);
    } catch (FileAlreadyExistsException e) {
      throw new IOException("it exists now", e);
    }
  }

  /** Only the file that was there when this began: somebody else may get nothing, and lose none. */
  private void replace(ExistingFile file) throws IOException {
    if (!file.isAt(target)) {
      boolean there = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
      throw new IOException(there ? "it is another file now" : "it is gone now");
    }
    // Opened while this user may still read it.
    try (FileChannel complete = FileChannel.open(draft.path(), StandardOpenOption.READ)) {
      if (!tookThePlaceOf(file)) {
        copy(complete, file.channel());
      }
    }
  }

  private boolean tookThePlaceOf(ExistingFile file) throws IOException {
    boolean onlyName = Files.getAttribute(file.path(), "unix:nlink").equals(1);
    if (draft.isInMemory() || !onlyName || !FileAttributes.of(file.path()).carryTo(draft.path())) {
      return false;
    }
    try {
      draft.take(target);
      return true;
    } catch (FileSystemException e) {
      return false; // Something is mounted there, or the folder keeps others' files.
    }
  }

  private static void copy(FileChannel complete, FileChannel existing) throws IOException {
    long size = complete.size();
    try {
      existing.position(0);
      for (long at = 0; at < size; ) {
        at += complete.transferTo(at, size - at, existing);
      }
      existing.truncate(size);
      existing.force(true);
    } catch (IOException e) {
      throw new IOException("it holds a part of the output now: " + Reason.of(e), e);
    }
  }

  private void letGo() throws IOException {
    try (ExistingFile _ = existing.orElse(null);
        Draft _ = draft;
        FileOutput _ = stream) {
      return;
    }
  }

  @Override
  public void close() {
    if (work != null) {
      work.close();
    }
  }
}
