package org.keyrite.cli.machine;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.keyrite.cli.console.OutputFile;
import org.keyrite.fault.Refused;
import org.keyrite.os.Held;

/**
 * A file that comes out of a workspace. Its folder is held from the start, so that nobody changes
 * where it goes; it never takes another's place, and no link is followed.
 */
final class ResultFile implements AutoCloseable {
  private static final int OWNERS = 0600;

  private final Path named;
  private final Held folder;
  private final Path target;
  private Held file;

  /** Where it is until it has its name, on a file system without files that have none. */
  private Optional<Path> beside = Optional.empty();

  private boolean out;
  private boolean encrypted;

  private ResultFile(Path named, Held folder) {
    this.named = named;
    this.folder = folder;
    this.target = folder.path().resolve(named.getFileName());
  }

  /**
   * One that goes to a name.
   *
   * @throws Refused if something has it, or there is no folder for it
   */
  static ResultFile at(Path named) throws Refused {
    if (named.getFileName() == null || named.toString().isEmpty()) {
      throw new Refused("--out " + named + " names no file.", "Name one with --out.");
    }
    try {
      Held folder = Held.open(named.toAbsolutePath().getParent().toRealPath());
      ResultFile result = new ResultFile(named, folder);
      if (folder.isFolder() && !result.isThere()) {
        return result;
      }
      result.close();
      if (folder.isFolder()) {
        throw new Refused(
            "There is a file " + named + " already.",
            "Remove it, or give another name with --out.");
      }
    } catch (IOException e) {
      // Said below.
    }
    throw new Refused(
        "There is no folder for " + named + ".", "Make it, or name another place with --out.");
  }

  private boolean isThere() {
    return Files.exists(target, LinkOption.NOFOLLOW_LINKS);
  }

  /** As it was named. */
  Path named() {
    return named;
  }

  /** Makes it, empty and without its name, for its owner alone. */
  void make() throws IOException {
    Optional<Held> unnamed = Held.unnamed(folder.path(), OWNERS);
    if (unnamed.isPresent()) {
      file = unnamed.get();
      return;
    }
    Path made = folder.path().resolve(OutputFile.temporaryName());
    Files.createFile(
        made, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    beside = Optional.of(made);
    file = Held.open(made);
  }

  /** A name by which it can be written to. */
  Path content() {
    return file.path();
  }

  void isEncrypted(boolean is) {
    encrypted = is;
  }

  boolean isEncrypted() {
    return encrypted;
  }

  /**
   * Gives it its name.
   *
   * @throws FileAlreadyExistsException if something has it by now
   */
  void name() throws IOException {
    if (isThere()) {
      throw new FileAlreadyExistsException(target.toString());
    }
    if (beside.isPresent()) {
      Files.move(beside.get(), target);
    } else {
      file.name(target);
    }
    out = true;
    folder.flush();
  }

  /** Takes it back, if it is still there. */
  void remove() throws IOException {
    if (file == null) {
      return;
    }
    Path now = out ? target : beside.orElse(target);
    if (file.isAt(now)) {
      Files.delete(now);
    }
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
    folder.close();
  }
}
