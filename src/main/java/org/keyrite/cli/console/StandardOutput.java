package org.keyrite.cli.console;

import java.io.IOException;
import java.io.OutputStream;

/** Standard output, written to at once: what a later failure could take back is already gone. */
public final class StandardOutput implements Output {
  private final OutputStream out;

  public StandardOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public OutputStream stream() {
    return out;
  }

  @Override
  public void commit() throws IOException {
    out.flush();
  }

  @Override
  public void close() {
    // Belongs to the process.
  }
}
