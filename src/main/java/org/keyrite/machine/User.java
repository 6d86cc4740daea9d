package org.keyrite.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The user that this process acts for. */
final class User {
  private static final Path STATUS = Path.of("/proc/self/status");

  /** Of the four numbers: real, effective, saved, and that of the file system. */
  private static final int EFFECTIVE = 2;

  private User() {}

  /** Its number; 0 is root. */
  static int effective() throws IOException {
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith("Uid:")) {
        return Integer.parseUnsignedInt(line.split("\\s+", 5)[EFFECTIVE]);
      }
    }
    throw new IOException("the kernel does not tell the user's number");
  }
}
