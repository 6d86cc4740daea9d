package org.keyrite.cli.console;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Holds a result back until it is whole, and then shows it on the terminal: so it does not get in
 * the way of what is still being typed, and a part of it is never taken for all. If asked to, it
 * shows text only, since other bytes are commands to a terminal.
 */
public final class TerminalOutput extends OutputStream implements Output {
  /** In bytes. Nobody reads more on a terminal, and all of it is held in memory. */
  static final int MAX_LENGTH = 16 << 20;

  /** In characters: how much of it is looked at in one go. */
  private static final int PIECE = 1 << 12;

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

  /** Whether it is UTF-8 that has no control character but line ends and tabs. */
  private boolean isText() {
    CharBuffer piece = CharBuffer.allocate(PIECE);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer rest = ByteBuffer.wrap(held, 0, length);
    try {
      CoderResult result;
      do {
        result = decoder.decode(rest, piece.clear(), true);
        if (result.isError() || hasControl(piece.flip())) {
          return false;
        }
      } while (result.isOverflow());
      return true;
    } finally {
      Arrays.fill(piece.array(), '\0');
    }
  }

  private static boolean hasControl(CharBuffer text) {
    return text.chars()
        .anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t');
  }

  @Override
  public void close() {
    Arrays.fill(held, (byte) 0);
  }
}
