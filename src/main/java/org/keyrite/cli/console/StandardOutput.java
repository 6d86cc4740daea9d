package org.keyrite.cli.console;

import java.io.IOException;
import java.io.OutputStream;

/** Standard output, written to at once: what a later failure could take back is already gone. */
public record StandardOutput(OutputStream stream) implements Output {
  @Override
  public void commit() throws IOException {
    stream.flush();
  }

  @Override
  public void close() {
    // Belongs to the process.
  }
}
