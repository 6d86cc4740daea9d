package org.keyrite.cli.console;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.keyrite.fault.Reason;

/**
 * The input could not be read. Where reading and writing go hand in hand, this tells a failure of
 * the one from a failure of the other.
 */
public final class Unreadable extends IOException {
  private static final long serialVersionUID = 1L;

  private Unreadable(IOException cause) {
    super("failed to read the input: " + Reason.of(cause), cause);
  }

  /** The same input, which fails with this only. */
  public static InputStream orElse(InputStream input) {
    return new FilterInputStream(input) {
      @Override
      public int read() throws IOException {
        try {
          return in.read();
        } catch (IOException e) {
          throw new Unreadable(e);
        }
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
          return in.read(bytes, offset, length);
        } catch (IOException e) {
          throw new Unreadable(e);
        }
      }
    };
  }
}
