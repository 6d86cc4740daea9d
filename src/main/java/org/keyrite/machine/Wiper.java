package org.keyrite.machine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrite.fault.Reason;
import org.keyrite.os.Held;
import org.keyrite.os.Mount;

/**
 * Overwrites and removes a directory in memory, which is held: what has taken its name is not
 * touched, and a link that appears somewhere in it leads nowhere.
 *
 * <p>Whatever a generator may have left there is dealt with: folders without permissions, links
 * (never followed), pipes and sockets (removed, never opened), and folders nested deeper than a
 * path can name. For the last, each folder is first moved to the top, so that no path is ever
 * longer than two names.
 */
final class Wiper {
  /**
   * How much of a file is overwritten where the file system does not tell what is a hole in it. A
   * file can claim to be larger than the memory, and overwriting it would use the memory up.
   */
  private static final long MOST_IN_THE_DARK = 64L << 20;

  private static final int MOST_ATTEMPTS = 5;

  private static final byte[] ZEROS = new byte[1 << 16];

  private final Held top;
  private final Path name;
  private final boolean holesAreKnown;
  private final Deque<Folder> folders = new ArrayDeque<>();
  private final List<String> remaining = new ArrayList<>();

  /** What was removed, but not overwritten: a later attempt does not find it any more. */
  private final List<String> readable = new ArrayList<>();

  /** Files that have further names, with the last one that was removed here. */
  private final Map<Held.Identity, String> linked = new HashMap<>();

  private int moved;
  private long files;
  private long overwritten;

  /**
   * A folder that was moved to the top.
   *
   * @param entry its name there
   * @param known the name it had, for people
   */
  private record Folder(Path entry, Path known) {}

  private Wiper(Held top, Path name) {
    this.top = top;
    this.name = name;
    this.holesAreKnown =
        Mount.at(top.path()).filter(mount -> mount.type() == Mount.Type.TMPFS).isPresent();
  }

  /**
   * Wipes a directory with everything in it, but for file systems that were mounted in it.
   *
   * @param directory which stays the caller's to close
   * @param name where it is, or should be
   */
  static Wiped wipe(Held directory, Path name) {
    Wiper wiper = new Wiper(directory, name);
    wiper.wipe();
    return new Wiped(wiper.files, wiper.overwritten, List.copyOf(wiper.remaining));
  }

  private void wipe() {
    Optional<Path> place = top.where();
    List<String> found = new ArrayList<>();
    place.ifPresent(folder -> found.addAll(mounts(folder)));
    if (top.isReached()) {
      wipeAll(place);
    }
    for (String file : linked.values()) {
      remaining.add(file + " was not overwritten: it has another name, outside the workspace");
    }
    remaining.addAll(readable);
    remaining.addAll(0, found);
    if (!place.equals(Optional.of(name))) {
      String what = "the workspace was moved or replaced: it is no longer at " + name;
      remaining.addFirst(
          place.map(folder -> what + ", and was wiped where it was, at " + folder).orElse(what));
    }
  }

  /** What is mounted there is taken away, and not wiped: it may be anybody's. */
  private static List<String> mounts(Path folder) {
    List<String> found = new ArrayList<>();
    try {
      for (Path point : Mount.within(folder)) {
        found.add(
            "a file system was mounted at "
                + point
                + (Mount.detach(point) ? "; it was taken away as it is" : ""));
      }
    } catch (IOException e) {
      found.add("the list of mounts cannot be read");
    }
    return found;
  }

  /** After a signal, another thread may create one more file between the look and the removal. */
  private void wipeAll(Optional<Path> place) {
    int attempt = 0;
    do {
      remaining.clear(); // what a later attempt removes does not remain
      emptyAll();
    } while (++attempt < MOST_ATTEMPTS && !isEmpty());
    place.filter(top::isAt).ifPresent(folder -> remove(folder, folder));
  }

  private boolean isEmpty() {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(top.path())) {
      return !entries.iterator().hasNext();
    } catch (IOException e) {
      return true;
    }
  }

  private void emptyAll() {
    empty(top, name);
    while (!folders.isEmpty()) {
      Folder folder = folders.remove();
      try (Held held = Held.open(folder.entry())) {
        empty(held, folder.known());
      } catch (IOException e) {
        remains(folder.known(), e);
      }
      remove(folder.entry(), folder.known());
    }
  }

  private void empty(Held folder, Path known) {
    try {
      if (folder.identity().device() != top.identity().device()) {
        throw new IOException("another file system");
      }
      requireOwnersRights(folder, "rwx------");
      List<Path> entries = new ArrayList<>();
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder.path())) {
        stream.forEach(entries::add);
      }
      for (Path entry : entries) {
        take(folder, entry, known.resolve(entry.getFileName()));
      }
    } catch (IOException | RuntimeException e) {
      remains(known, e);
    }
  }

  private static void requireOwnersRights(Held held, String rights) throws IOException {
    Files.setPosixFilePermissions(held.path(), PosixFilePermissions.fromString(rights));
  }

  private void take(Held folder, Path entry, Path known) {
    Path left = entry;
    try {
      BasicFileAttributes found =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (found.isDirectory()) {
        left = rename(entry, folder);
        folders.add(new Folder(toTheTop(left, folder), known));
        return;
      }
      if (found.isRegularFile()) {
        // A name of ours: that of the generator's may be none that can be written in UTF-8.
        left = rename(entry, folder);
        overwrite(left, known);
      }
    } catch (IOException | RuntimeException e) {
      remains(known, e);
    }
    if (remove(left, known)) {
      files++;
    }
  }

  private Path rename(Path entry, Held to) throws IOException {
    Path free;
    do {
      free = to.path().resolve("wiping-" + moved++);
    } while (Files.exists(free, LinkOption.NOFOLLOW_LINKS));
    return Files.move(entry, free, StandardCopyOption.ATOMIC_MOVE);
  }

  private Path toTheTop(Path entry, Held from) throws IOException {
    if (from == top) {
      return entry;
    }
    try (Held folder = Held.open(entry)) {
      // Moving a folder changes its "..", which needs the right to write in it.
      requireOwnersRights(folder, "rwx------");
    }
    return rename(entry, top);
  }

  private void overwrite(Path entry, Path known) {
    try {
      overwriteAll(entry, known);
    } catch (IOException | RuntimeException e) {
      readable.add(known + " was not overwritten (" + why(e) + ")");
    }
  }

  private void overwriteAll(Path entry, Path known) throws IOException {
    try (Held file = Held.open(entry)) {
      Map<String, Object> found = Files.readAttributes(file.path(), "unix:nlink,isRegularFile");
      if (!(boolean) found.get("isRegularFile")) {
        throw new IOException("exchanged");
      }
      if ((int) found.get("nlink") > 1) {
        // Another name is here, and comes up as the last one; or it is a file from elsewhere.
        linked.put(file.identity(), known.toString());
        return;
      }
      linked.remove(file.identity());
      if (Files.size(file.path()) > 0) {
        requireOwnersRights(file, "rw-------");
        file.eachStretch((from, to) -> overwrite(file, from, to, known));
      }
    }
  }

  private void overwrite(Held file, long from, long to, Path known) throws IOException {
    long end = holesAreKnown ? to : Math.min(to, from + MOST_IN_THE_DARK);
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel.position(from))) {
      for (long left = end - from; left > 0; left -= ZEROS.length) {
        int length = (int) Math.min(left, ZEROS.length);
        out.write(ZEROS, 0, length);
        overwritten += length;
      }
    }
    if (end < to) {
      readable.add(known + " was overwritten in part: it is longer than 64 MiB");
    }
  }

  private boolean remove(Path entry, Path known) {
    try {
      Files.delete(entry);
      return true;
    } catch (IOException | RuntimeException e) {
      remains(known, e);
      return false;
    }
  }

  private void remains(Path known, Exception reason) {
    remaining.add(known + " (" + why(reason) + ")");
  }

  private static String why(Exception reason) {
    return reason instanceof IOException failure
        ? Reason.of(failure)
        : reason.getClass().getSimpleName();
  }
}
