package org.keyrite.machine;

import java.io.IOException;

/** The user that this process acts for. */
final class User {
  /** Of the four numbers: real, effective, saved, and that of the file system. */
  private static final int EFFECTIVE = 2;

  private User() {}

  /** Its number; 0 is root. */
  static int effective() throws IOException {
    for (String line : Machine.here().text("proc/self/status").lines().toList()) {
      if (line.startsWith("Uid:")) {
        try {
          return Integer.parseUnsignedInt(line.split("\\s+", 5)[EFFECTIVE]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
          break;
        }
      }
    }
    throw new IOException("the kernel does not tell the user's number");
  }
}
