package org.keyrite.bundle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.keyrite.crypto.Sha256;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import org.keyrite.os.Mount;
import org.keyrite.os.Shutdown;

/**
 * Writes a bundle so that it appears complete under its name, or not at all: everything goes into a
 * folder beside it, which takes the name at the end.
 *
 * <p>Nothing secret may be given to it: it writes to ordinary disks.
 */
public final class BundleWriter implements AutoCloseable {
  private static final int MOST_LEFT_BEHIND = 100;
  private static final String GIVEN_UP = "it was given up";

  private final Path target;
  private final Map<String, String> hashes = new LinkedHashMap<>();
  private final Thread atShutdown = new Thread(this::discard, "discard the unfinished bundle");
  private Path staging;
  private boolean ended;

  private BundleWriter(Path target) {
    this.target = target;
  }

  /**
   * Whether a bundle could be put there.
   *
   * @param directory a name that is free, or an empty folder
   * @throws Refused when something is there, or when the folder around it cannot be written
   */
  public static void requireFree(Path directory) throws Refused {
    Path target = directory.toAbsolutePath().normalize();
    Path parent = target.getParent();
    if (parent == null) {
      throw new Refused(
          "The bundle cannot be put at " + directory + ".", "Name a new folder with --out.");
    }
    if (target.equals(Path.of("").toAbsolutePath())) {
      throw new Refused(
          "The bundle cannot take the place of the current folder.",
          "Name a new folder with --out.");
    }
    if (!Files.isDirectory(parent)) {
      throw new Refused(
          "The bundle cannot be put at " + directory + ": there is no folder " + parent + ".",
          "Make it, or name another place with --out.");
    }
    if (!Files.isWritable(parent)) {
      throw new Refused(
          "The bundle cannot be put at " + directory + ": " + parent + " cannot be written.",
          "Name another place with --out.");
    }
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new Refused(
          directory + " exists and is not a folder.", "Name another place with --out.");
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(target)) {
      if (entries.iterator().hasNext()) {
        throw new Refused(
            "The folder " + directory + " is not empty.", "A bundle never joins other files.");
      }
      if (Mount.within(target.toRealPath()).contains(target.toRealPath())) {
        throw new Refused(
            directory + " is where a file system is mounted.",
            "Name a new folder in it, such as " + directory.resolve("bundle") + ".");
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new Refused(
          "The folder " + directory + " cannot be read.", "Name another place with --out.", e);
    }
  }

  /**
   * Begins a bundle.
   *
   * @param directory as for {@link #requireFree}
   */
  public static BundleWriter begin(Path directory) throws Refused, Failed {
    requireFree(directory);
    BundleWriter writer = new BundleWriter(directory.toAbsolutePath().normalize());
    Shutdown.atEnd(writer.atShutdown);
    try {
      writer.open();
      return writer;
    } catch (IOException e) {
      writer.close();
      throw new Failed(
          "The bundle cannot be begun beside " + directory + ": " + Reason.of(e) + ".",
          "Check the disk, or name another place with --out.",
          e);
    }
  }

  private synchronized void open() throws IOException {
    if (ended) {
      throw new IOException(GIVEN_UP);
    }
    staging = newStaging();
    if (Files.exists(target)) {
      // Both are facts that would otherwise show only at the end, when the key has been made.
      if (!Files.getOwner(target).equals(Files.getOwner(staging))) {
        throw new IOException("the folder belongs to somebody else");
      }
      Files.setPosixFilePermissions(staging, Files.getPosixFilePermissions(target));
    }
  }

  /** Not a temporary directory, which only its maker could read: the bundle is for others. */
  private Path newStaging() throws IOException {
    String name = "." + target.getFileName() + ".unfinished-" + ProcessHandle.current().pid();
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

  /**
   * Adds a file and waits until it is on the disk.
   *
   * @param name a plain name that {@link Bundle} allows
   * @return its SHA-256, in hex
   */
  public synchronized String add(String name, byte[] content) throws Failed {
    if (!Bundle.allows(name) || hashes.containsKey(name)) {
      throw new IllegalArgumentException("not a new file of a bundle: " + name);
    }
    write(name, content);
    String hash = Sha256.hex(content);
    hashes.put(name, hash);
    return hash;
  }

  /**
   * Writes the checksums, reads everything back from the disk, and gives the bundle its name.
   *
   * @return the SHA-256 of each of its files, by name
   * @throws Denied when what is read is not what was written
   */
  public synchronized Map<String, String> publish() throws Failed, Denied {
    write(Bundle.CHECKSUMS, checksums());
    Bundle readBack = Bundle.verify(staging);
    if (!readBack.hashes().equals(hashes)) {
      throw new Denied(
          "The bundle read back is not the bundle written.", "Check the disk, and begin again.");
    }
    try {
      sync(staging);
      Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
      ended = true;
      sync(target.getParent());
      return readBack.hashes();
    } catch (IOException e) {
      throw unwritten(target.toString(), e);
    }
  }

  /** In GNU form, sorted by name. */
  private byte[] checksums() {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(hashes)
        .forEach((name, hash) -> text.append(hash).append("  ").append(name).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void write(String name, byte[] content) throws Failed {
    Path file = staging.resolve(name);
    try {
      if (ended) {
        throw new IOException(GIVEN_UP);
      }
      Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      sync(file);
    } catch (IOException e) {
      throw unwritten(name, e);
    }
  }

  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Failed unwritten(String name, IOException cause) {
    return new Failed(
        "The bundle's file " + name + " could not be written: " + Reason.of(cause) + ".",
        "Make room or name another place with --out, and begin again: a new key will be made.",
        cause);
  }

  /** Whoever is writing at this moment finishes that first, and finds afterwards that it ended. */
  private synchronized void discard() {
    boolean nothingToDo = ended || staging == null;
    ended = true;
    if (nothingToDo) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(staging)) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(staging);
    } catch (IOException | DirectoryIteratorException e) {
      // Only encrypted files and public records are in it, and its name says what it is.
    }
  }

  /** Removes what is unfinished; does nothing after {@link #publish}. */
  @Override
  public void close() {
    discard();
    Shutdown.notAnyMore(atShutdown);
  }
}
