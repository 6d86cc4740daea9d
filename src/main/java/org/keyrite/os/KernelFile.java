package org.keyrite.os;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What the kernel tells in a file. Something else can be mounted over it: a named pipe, which would
 * keep the program waiting for ever, is not opened, and a file without end is not read.
 */
final class KernelFile {
  /** More than the longest list of mounts, which has a line for each. */
  private static final int MOST_BYTES = 8 << 20;

  private KernelFile() {}

  /**
   * Its lines.
   *
   * @throws IOException when it cannot be read, is no regular file, or is longer than the kernel's
   */
  static List<String> lines(Path file) throws IOException {
    try (InputStream in = RegularFile.open(file)) {
      byte[] text = in.readNBytes(MOST_BYTES);
      if (in.read() >= 0) {
        throw new IOException(file + " is longer than the kernel's");
      }
      return new String(text, StandardCharsets.ISO_8859_1).lines().toList();
    }
  }
}
