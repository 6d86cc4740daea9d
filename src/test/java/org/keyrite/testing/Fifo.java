package org.keyrite.testing;

import java.io.IOException;
import java.nio.file.Path;

/** A pipe with a name: a program that opens one waits, for ever if nobody is at its other end. */
public final class Fifo {
  private Fifo() {}

  public static Path create(Path path) throws IOException, InterruptedException {
    int status = new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException("mkfifo " + path + ": status " + status);
    }
    return path;
  }
}
