package org.keyrite.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import org.keyrite.files.NewFolder;

/**
 * Writes a bundle so that it appears complete under its name, or not at all.
 *
 * <p>Nothing secret may be given to it: it writes to ordinary disks.
 */
public final class BundleWriter implements AutoCloseable {
  private static final String WHAT = "the bundle";

  private final Path target;
  private final NewFolder folder;
  private final Map<String, String> hashes = new LinkedHashMap<>();

  private BundleWriter(Path target, NewFolder folder) {
    this.target = target;
    this.folder = folder;
  }

  /**
   * Whether a bundle could be put there.
   *
   * @param directory a name that is free, or an empty folder
   * @throws Refused when something is there, or when the folder around it cannot be written
   */
  public static void requireFree(Path directory) throws Refused {
    NewFolder.requireFree(directory, WHAT);
  }

  /**
   * Begins a bundle.
   *
   * @param directory as for {@link #requireFree}
   */
  public static BundleWriter begin(Path directory) throws Refused, Failed {
    return new BundleWriter(
        directory.toAbsolutePath().normalize(), NewFolder.begin(directory, WHAT));
  }

  /**
   * Adds a file.
   *
   * @param name a plain name that {@link Bundle} allows
   * @return its SHA-256, in hex
   */
  public String add(String name, byte[] content) throws Failed {
    if (!Bundle.allows(name) || hashes.containsKey(name)) {
      throw new IllegalArgumentException("not a new file of a bundle: " + name);
    }
    write(name, content);
    String hash = Sha256.hex(content);
    hashes.put(name, hash);
    return hash;
  }

  /** Reads a file that was added, from the disk. */
  public byte[] read(String name) throws IOException {
    return Files.readAllBytes(folder.staging().resolve(name));
  }

  /** Has what belongs to the bundle, but is elsewhere, undone unless it is published. */
  public void undoWith(Runnable undo) throws Failed {
    try {
      folder.work().undoWith(undo::run);
    } catch (IOException e) {
      throw unwritten(target.toString(), e);
    }
  }

  /**
   * Writes the checksums, reads everything back from the disk, and gives the bundle its name.
   *
   * @return the SHA-256 of each of its files, by name
   * @throws Denied when the disk has something else than was written
   */
  public Map<String, String> publish() throws Failed, Denied {
    write(Bundle.CHECKSUMS, checksums());
    Bundle readBack = Bundle.verify(folder.staging());
    if (!readBack.hashes().equals(hashes)) {
      throw new Denied(
          "The bundle on the disk is not the one that was written.",
          "Check the disk, and begin again.");
    }
    try {
      folder.publish();
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
    try (OutputStream out = folder.create(name)) {
      out.write(content);
    } catch (IOException e) {
      throw unwritten(name, e);
    }
  }

  private Failed unwritten(String name, IOException cause) {
    return new Failed(
        "The bundle's file " + name + " could not be written: " + Reason.of(cause) + ".",
        "Make room or name another place with --out, and begin again: a new key will be made.",
        cause);
  }

  /** Removes the unfinished bundle; does nothing after {@link #publish}. */
  @Override
  public void close() {
    folder.close();
  }
}
