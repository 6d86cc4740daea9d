package org.keyrite.cli.console;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Holds a result back until it is whole, and then shows it on the terminal: so it does not get in
 * the way of what is still being typed, and a part of it is never taken for all. If asked to, it
 * shows text only, since other bytes are commands to a terminal.
 */
public final class TerminalOutput extends OutputStream implements Output {
  /** In bytes. Nobody reads more on a terminal, and all of it is held in memory. */
  static final int MAX_LENGTH = 16 << 20;

  private static final String FORCE = "; force it with \"-o -\"";

  private final OutputStream out;
  private final boolean textOnly;
  private byte[] held = new byte[1 << 16];
  private int length;

  public TerminalOutput(OutputStream out, boolean textOnly) {
    this.out = out;
    this.textOnly = textOnly;
  }

  @Override
  public OutputStream stream() {
    return this;
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    if (count > MAX_LENGTH - length) {
      throw new IOException("refusing to output more than 16 MiB to the terminal" + FORCE);
    }
    if (count > held.length - length) {
      byte[] larger = Arrays.copyOf(held, Math.max(2 * held.length, length + count));
      Arrays.fill(held, (byte) 0);
      held = larger;
    }
    System.arraycopy(bytes, from, held, length, count);
    length += count;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void commit() throws IOException {
    if (textOnly && !isText()) {
      throw new IOException("refusing to output binary to the terminal" + FORCE);
    }
    out.write(held, 0, length);
    out.flush();
  }

  /** Whether there is no control character but for line ends and tabs, in ASCII or in UTF-8. */
  private boolean isText() {
    for (int i = 0; i < length; i++) {
      int value = held[i] & 0xff;
      boolean layout = value == '\n' || value == '\r' || value == '\t';
      boolean control = (value < 0x20 && !layout) || value == 0x7f;
      boolean control1 = value == 0xc2 && i + 1 < length && (held[i + 1] & 0xe0) == 0x80;
      if (control || control1) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    Arrays.fill(held, (byte) 0);
  }
}
