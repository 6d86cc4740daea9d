package org.keyrite.trust;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.keyrite.crypto.Sha256;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Reason;

/**
 * A copy of a file whose bytes have been verified, in a folder that only this user can write.
 *
 * <p>Only verification makes one, so that running something unverified does not compile. It vouches
 * for the bytes of the copy, not for what an interpreter or a library does with them.
 */
public final class VerifiedArtifact {
  private static final long MOST_BYTES = 2L << 30;

  private final Path path;
  private final String sha256;
  private final long bytes;

  private VerifiedArtifact(Path path, String sha256, long bytes) {
    this.path = path;
    this.sha256 = sha256;
    this.bytes = bytes;
  }

  /**
   * Copies a file and verifies the bytes of the copy; the original is opened once.
   *
   * @param source the file, outside
   * @param pin the hashes of which it must have one
   * @param directory a new folder, made for the copy, which keeps its name and can be executed
   * @throws Denied when the hash is not pinned; the copy is removed
   * @throws Failed when the file cannot be read or copied
   */
  public static VerifiedArtifact admit(Path source, Pin pin, Path directory) throws Denied, Failed {
    if (!Files.isRegularFile(source)) {
      throw new Failed(
          Files.exists(source) ? source + " is not a file." : "There is no file " + source + ".",
          "The plan names it; a name there is relative to the plan's folder.");
    }
    Path copy = directory.resolve(source.getFileName());
    try {
      if (Files.size(source) > MOST_BYTES) {
        throw new Failed(
            source + " is larger than 2 GiB, and would be copied into memory.",
            "A program is smaller: check its name in the plan.");
      }
      Files.createDirectory(directory);
      String sha256 = copy(source, copy);
      if (!pin.hashes().contains(sha256)) {
        Files.delete(copy);
        throw new Denied(
            source + " is not what the plan pins: its SHA-256 is " + sha256 + ".",
            "Do not run it. Find out which file this is; pin another only after its signature has"
                + " been verified.");
      }
      return new VerifiedArtifact(copy, sha256, Files.size(copy));
    } catch (IOException e) {
      throw new Failed(
          source + " could not be copied into the workspace: " + Reason.of(e) + ".",
          "Check that it can be read and that the workspace has room for it.",
          e);
    }
  }

  private static String copy(Path source, Path copy) throws IOException {
    FileAttribute<?> executable =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Files.createFile(copy, executable);
    try (InputStream in = Files.newInputStream(source);
        OutputStream out = Files.newOutputStream(copy, StandardOpenOption.WRITE)) {
      return Sha256.copy(in, out);
    }
  }

  /** The verified copy. */
  public Path path() {
    return path;
  }

  /** The hash it has, in hex. */
  public String sha256() {
    return sha256;
  }

  /** Its size in bytes. */
  public long bytes() {
    return bytes;
  }
}
