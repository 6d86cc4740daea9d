package org.keyrite.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.keyrite.fault.Failed;
import org.keyrite.fault.FileProblem;
import org.keyrite.fault.Reason;
import org.keyrite.os.RegularFile;

/** Reads small files whole. Whatever is larger than such a file can be is not read. */
public final class BoundedFile {
  private BoundedFile() {}

  /**
   * Reads a file, following links.
   *
   * @param what what it should be, with its article, for a message
   */
  public static byte[] read(Path file, int mostBytes, String what) throws Failed {
    Optional<FileProblem> problem = FileProblem.of(file);
    if (problem.isPresent()) {
      throw new Failed(
          problem.get().missing()
              ? "There is no file " + file + "."
              : file + " " + problem.get().clause() + ".",
          "Name " + what + ".");
    }
    try (InputStream in = RegularFile.open(file)) {
      byte[] bytes = in.readNBytes(mostBytes + 1);
      if (bytes.length > mostBytes) {
        throw new Failed(
            file + " is longer than " + (mostBytes >> 20) + " MiB.", "Name " + what + ".");
      }
      return bytes;
    } catch (IOException e) {
      throw new Failed(
          file + " cannot be read: " + Reason.of(e) + ".", "Check its permissions.", e);
    }
  }
}
