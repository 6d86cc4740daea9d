package org.keyrite.cli.console;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.keyrite.crypto.Randomness;
import org.keyrite.os.Held;
import org.keyrite.os.MemoryFile;

/**
 * Where an output waits until it is complete: beside the place that it is for, without a name where
 * the file system has such files, so that nothing is left of it however the program ends before
 * that; else under a name of its own; or in memory.
 */
final class Draft implements AutoCloseable {
  private static final int OWNERS = 0600;
  private static final int EVERYBODYS = 0666;
  private static final Set<PosixFilePermission> FILE_OF_OWN =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> READ_AND_WRITE =
      PosixFilePermissions.fromString("rw-rw-rw-");

  private final Path path;
  private final Optional<Held> held;
  private final Optional<MemoryFile> memory;
  private Optional<Path> name;

  private Draft(Path path, Optional<Held> held, Optional<MemoryFile> memory, Optional<Path> name) {
    this.path = path;
    this.held = held;
    this.memory = memory;
    this.name = name;
  }

  /**
   * Makes one in the folder of a file.
   *
   * @param replaces whether it gets that file's permissions in the end, and its owner's only until
   *     then; if not, the process's mask decides
   */
  static Draft beside(Path file, boolean replaces) throws IOException {
    int mode = replaces ? OWNERS : EVERYBODYS;
    Optional<Held> held = Held.unnamed(file.getParent(), mode);
    if (held.isPresent()) {
      return new Draft(held.get().path(), held, Optional.empty(), Optional.empty());
    }
    Path name = file.resolveSibling(temporaryName());
    held = Held.made(name, mode);
    if (held.isPresent()) {
      return new Draft(held.get().path(), held, Optional.empty(), Optional.of(name));
    }
    Files.createFile(
        name, PosixFilePermissions.asFileAttribute(replaces ? FILE_OF_OWN : READ_AND_WRITE));
    return new Draft(name, Optional.empty(), Optional.empty(), Optional.of(name));
  }

  /** Makes one in memory, which can only be copied from. */
  static Draft inMemory() throws IOException {
    MemoryFile made = MemoryFile.forOutput();
    return new Draft(made.path(), Optional.empty(), Optional.of(made), Optional.empty());
  }

  /** A name that no other file has, for one that is not complete. */
  static String temporaryName() {
    return ".keyrite-" + HexFormat.of().formatHex(Randomness.bytes(Long.BYTES)) + ".partial";
  }

  /** Leads to it, in this process. */
  Path path() {
    return path;
  }

  boolean isInMemory() {
    return memory.isPresent();
  }

  /**
   * Takes a place in its folder that is free.
   *
   * @throws FileAlreadyExistsException if it is not; it stays as it is
   */
  void takeFree(Path place) throws IOException {
    try {
      if (held.isPresent()) {
        held.get().name(place);
      } else {
        Files.createLink(place, path);
      }
      // An earlier name goes in the end.
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException e) {
      if (name.isEmpty()) {
        throw e;
      }
      // No second names there, as on sticks with FAT: this looks before, which another can outrun.
      Files.move(name.get(), place);
      name = Optional.empty();
    }
  }

  /**
   * Takes the place, in its folder, of what has the name. An unnamed one has another name first,
   * which is left if the program is killed in between: the kernel has no call that does both.
   *
   * @throws IOException if it cannot; it is there still
   */
  void take(Path place) throws IOException {
    if (name.isEmpty()) {
      Path passing = place.resolveSibling(temporaryName());
      held.orElseThrow().name(passing);
      name = Optional.of(passing);
    }
    Files.move(name.orElseThrow(), place, StandardCopyOption.ATOMIC_MOVE);
    name = Optional.empty();
  }

  /** Removes it, unless it has taken its place. */
  @Override
  public void close() throws IOException {
    memory.ifPresent(MemoryFile::close);
    held.ifPresent(Held::close);
    if (name.isPresent()) {
      Files.deleteIfExists(name.get());
    }
  }
}
