package org.keyrite.machine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.keyrite.os.Mount;

/**
 * Overwrites and removes a directory in memory.
 *
 * <p>Whatever a generator may have left there is dealt with: folders without permissions, links
 * (never followed), pipes and sockets (removed, never opened), and folders nested deeper than a
 * path can name. For the last, each folder is first moved to the top, so that no path is ever
 * longer than two names.
 */
final class Wiper {
  /**
   * How much of a file is overwritten. Keys are small; a sparse file can claim to be larger than
   * the memory, and overwriting it would use the memory up.
   */
  private static final long MOST_OVERWRITTEN = 64L << 20;

  private static final int MOST_ATTEMPTS = 5;

  private static final byte[] ZEROS = new byte[1 << 16];

  private final Path top;
  private final Deque<Path> folders = new ArrayDeque<>();
  private final List<String> remaining = new ArrayList<>();
  private int moved;
  private long files;
  private long overwritten;

  private final Object identity;

  private Wiper(Path top, Object identity) {
    this.top = top;
    this.identity = identity;
  }

  /**
   * What tells a folder from every other one, whatever its name: device and number.
   *
   * @throws IOException when it is not a folder
   */
  static Object identity(Path folder) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isDirectory()) {
      throw new NotDirectoryException(folder.toString());
    }
    return attributes.fileKey();
  }

  /**
   * Wipes the directory with everything in it. If another one has taken its name, that one is not
   * touched; nor is any file system that was mounted in it.
   *
   * @param identity the directory's {@link #identity} when it was made
   * @param alone false when processes are left that may go on writing there
   */
  static Wiped wipe(Path directory, Object identity, boolean alone) {
    Wiper wiper = new Wiper(directory, identity);
    if (wiper.isOurs() && wiper.isFreeOfMounts()) {
      wiper.wipeAll();
    }
    if (!alone) {
      wiper.remaining.add("processes of the generator are still running");
    }
    return new Wiped(wiper.files, wiper.overwritten, List.copyOf(wiper.remaining));
  }

  private boolean isOurs() {
    try {
      if (identity.equals(identity(top))) {
        return true;
      }
    } catch (IOException e) {
      // Gone, or no folder any more: reported alike.
    }
    remaining.add("the workspace was moved or replaced: it is no longer at " + top);
    return false;
  }

  private boolean isFreeOfMounts() {
    try {
      for (Path point : Mount.within(top)) {
        if (!Mount.detach(point)) {
          remaining.add("a file system is mounted at " + point);
        }
      }
    } catch (IOException e) {
      remaining.add("the list of mounts cannot be read");
    }
    return remaining.isEmpty();
  }

  /** After a signal, another thread may create one more file between the look and the removal. */
  private void wipeAll() {
    int attempt = 0;
    do {
      remaining.clear(); // what a later attempt removes does not remain
      emptyAll();
    } while (++attempt < MOST_ATTEMPTS && !isEmpty(top));
    remove(top);
  }

  private static boolean isEmpty(Path folder) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    } catch (IOException e) {
      return true;
    }
  }

  private void emptyAll() {
    empty(top);
    while (!folders.isEmpty()) {
      Path folder = folders.remove();
      empty(folder);
      remove(folder);
    }
  }

  private void empty(Path folder) {
    try {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      List<Path> entries = new ArrayList<>();
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
        stream.forEach(entries::add);
      }
      for (Path entry : entries) {
        take(entry);
      }
    } catch (IOException | RuntimeException e) {
      remains(folder, e);
    }
  }

  private void take(Path entry) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isDirectory()) {
        folders.add(toTheTop(entry));
        return;
      }
      if (attributes.isRegularFile()) {
        overwrite(entry, attributes.size());
      }
    } catch (IOException | RuntimeException e) {
      remains(entry, e);
    }
    if (remove(entry)) {
      files++;
    }
  }

  private Path toTheTop(Path folder) throws IOException {
    if (folder.getParent().equals(top)) {
      return folder;
    }
    // Moving a folder changes its "..", which needs the right to write in it.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Path free;
    do {
      free = top.resolve("wiping-" + moved++);
    } while (Files.exists(free, LinkOption.NOFOLLOW_LINKS));
    return Files.move(folder, free);
  }

  private void overwrite(Path file, long size) throws IOException {
    long amount = Math.min(size, MOST_OVERWRITTEN);
    if (amount == 0) {
      return;
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      for (long left = amount; left > 0; left -= ZEROS.length) {
        int length = (int) Math.min(left, ZEROS.length);
        out.write(ZEROS, 0, length);
        overwritten += length;
      }
    } catch (IOException e) {
      // A hole in the file, and no room to fill it: what was there has been overwritten up to here,
      // and removing the file gives its pages back.
    }
  }

  private boolean remove(Path entry) {
    try {
      Files.delete(entry);
      return true;
    } catch (IOException | RuntimeException e) {
      remains(entry, e);
      return false;
    }
  }

  private void remains(Path path, Exception reason) {
    remaining.add(path + " (" + reason.getClass().getSimpleName() + ")");
  }
}
