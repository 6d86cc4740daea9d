package org.keyrite.files;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyrite.fault.Failed;
import org.keyrite.fault.FileProblem;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import org.keyrite.os.Mount;

/**
 * A folder that appears complete under its name, or not at all: everything goes into a folder
 * beside it, which takes the name at the end, in one step. It goes away with a failure, and with
 * the signals that end a program politely.
 *
 * <p>Nothing secret may be given to it: it is on an ordinary disk.
 */
public final class NewFolder implements AutoCloseable {
  private static final int MOST_LEFT_BEHIND = 100;

  private static final Path PROCESSES = Path.of("/proc");

  /** In characters, of which each may have four bytes. */
  private static final int MOST_OF_NAME = 50;

  private final Path target;
  private final Unfinished work = new Unfinished("the unfinished folder", this::remove);
  private Path staging;

  private NewFolder(Path target) {
    this.target = target;
  }

  /**
   * Whether a folder could be put there.
   *
   * @param directory a name that is free, or an empty folder
   * @param what what would be put there, such as {@code the bundle}
   * @throws Refused when something is there, or when the folder around it cannot be written
   */
  public static void requireFree(Path directory, String what) throws Refused {
    Path target = directory.toAbsolutePath().normalize();
    Path parent = target.getParent();
    String cannot = "There is no place for " + what + " at " + directory;
    if (parent == null) {
      throw new Refused(cannot + ".", "Name a new folder with --out.");
    }
    if (target.equals(Path.of("").toAbsolutePath())) {
      throw new Refused(cannot + ", which is the current folder.", "Name a new folder with --out.");
    }
    if (!Files.isDirectory(parent)) {
      throw new Refused(
          cannot + ": there is no folder " + parent + ".",
          "Make it, or name another place with --out.");
    }
    if (!Files.isWritable(parent)) {
      throw new Refused(
          cannot + ": " + parent + " cannot be written.", "Name another place with --out.");
    }
    Optional<FileProblem> there = FileProblem.of(target, LinkOption.NOFOLLOW_LINKS);
    if (there.isPresent() && there.get().missing()) {
      return;
    }
    if (there.isPresent() && there.get().kind() == FileProblem.Kind.UNREACHABLE) {
      throw new Refused(
          cannot + ", which " + there.get().clause() + ".", "Name another place with --out.");
    }
    if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new Refused(
          directory + " exists and is not a folder.", "Name another place with --out.");
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(target)) {
      if (entries.iterator().hasNext()) {
        throw new Refused(
            "The folder " + directory + " is not empty.",
            "Name a new folder with --out: nothing joins or replaces other files.");
      }
      if (Mount.within(target.toRealPath()).contains(target.toRealPath())) {
        throw new Refused(
            directory + " is where a file system is mounted.",
            "Name a new folder in it, such as " + directory.resolve("new") + ".");
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new Refused(
          "The folder " + directory + " cannot be read.", "Name another place with --out.", e);
    }
  }

  /**
   * Begins a folder.
   *
   * @param directory as for {@link #requireFree}
   */
  public static NewFolder begin(Path directory, String what) throws Refused, Failed {
    requireFree(directory, what);
    NewFolder folder = new NewFolder(directory.toAbsolutePath().normalize());
    try {
      folder.open();
      return folder;
    } catch (IOException e) {
      folder.close();
      throw new Failed(
          "A folder for "
              + what
              + " cannot be begun beside "
              + directory
              + ": "
              + Reason.of(e)
              + ".",
          "Check the disk, or name another place with --out.",
          e);
    }
  }

  private void open() throws IOException {
    synchronized (work) {
      work.requireGoingOn();
      staging = newStaging();
    }
    if (Files.exists(target)) {
      // Both are facts that would otherwise show only at the end, when the work has been done.
      if (!Files.getOwner(target).equals(Files.getOwner(staging))) {
        throw new IOException("the folder belongs to somebody else");
      }
      Files.setPosixFilePermissions(staging, Files.getPosixFilePermissions(target));
    }
  }

  /** Not a temporary directory, which only its maker could read: the folder is for others. */
  private Path newStaging() throws IOException {
    String name = unfinished(target) + ProcessHandle.current().pid();
    for (int number = 1; ; number++) {
      try {
        return Files.createDirectory(target.resolveSibling(name + "-" + number));
      } catch (FileAlreadyExistsException e) {
        if (number == MOST_LEFT_BEHIND) {
          throw e;
        }
      }
    }
  }

  private static String unfinished(Path target) {
    return "." + shortened(target.getFileName()) + ".unfinished-";
  }

  /**
   * What killed runs have left where a folder is to be, by its name: nothing secret. Their
   * processes are gone; one that has the number of such a process by now is taken for it.
   */
  public static List<Path> leftovers(Path directory) {
    Path target = directory.toAbsolutePath().normalize();
    List<Path> found = new ArrayList<>();
    if (target.getFileName() == null || !Files.exists(PROCESSES.resolve("self"))) {
      return found;
    }
    String begin = unfinished(target);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(target.getParent())) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (name.startsWith(begin)) {
          String[] numbers = name.substring(begin.length()).split("-", -1);
          if (numbers.length == 2
              && numbers[0].matches("[0-9]{1,9}")
              && !Files.exists(PROCESSES.resolve(numbers[0]))) {
            found.add(entry);
          }
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return found; // Whoever begins the folder will say why it cannot be there.
    }
    return found.stream().sorted().toList();
  }

  /** So that a name which is as long as it may be leaves room for more. */
  private static String shortened(Path name) {
    String text = name.toString();
    return text.codePointCount(0, text.length()) <= MOST_OF_NAME
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MOST_OF_NAME));
  }

  /** Where its files are until it is published. */
  public Path staging() {
    return staging;
  }

  /** Creates a file in it, or in a folder within it, which is made if need be. */
  public OutputStream create(String name) throws IOException {
    synchronized (work) {
      work.requireGoingOn();
      Path file = staging.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
  }

  /** Creates a file with all that is in it. */
  public void write(String name, byte[] content) throws IOException {
    try (OutputStream file = create(name)) {
      file.write(content);
    }
  }

  /**
   * What is undone unless the folder is published: with a failure, and with a signal, which may
   * come between the two. What belongs to the folder, but is elsewhere, is undone with it.
   */
  public Unfinished work() {
    return work;
  }

  /** Waits until everything is on the disk, and gives the folder its name. */
  public void publish() throws IOException {
    settle();
    publish(() -> {});
  }

  /** Waits until everything is on the disk. A signal between two files undoes all of it. */
  public void settle() throws IOException {
    for (Path path : deepestFirst()) {
      work.take(() -> sync(path));
    }
  }

  /**
   * Gives a folder that is {@linkplain #settle settled} its name: the point of no return.
   *
   * @param along is done at once afterwards, before a signal ends the program
   */
  public void publish(Runnable along) throws IOException {
    work.complete(
        () -> {
          Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
          along.run();
          syncName(target);
        });
  }

  /** Waits until the disk has the name that a file or folder was given. */
  public static void syncName(Path path) {
    try {
      sync(path.getParent());
    } catch (IOException e) {
      // The name is there, and what stands under it was on the disk before.
    }
  }

  /** All that is in the unfinished folder, and at the end the folder itself. */
  private List<Path> deepestFirst() throws IOException {
    try (Stream<Path> all = Files.walk(staging)) {
      return all.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Nothing secret is in it, and if this fails, its name says what it is. */
  private void remove() throws IOException {
    if (staging != null) {
      for (Path path : deepestFirst()) {
        Files.delete(path);
      }
    }
  }

  /** Removes what is unfinished; does nothing after {@link #publish}. */
  @Override
  public void close() {
    work.close();
  }
}
