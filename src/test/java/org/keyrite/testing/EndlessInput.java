package org.keyrite.testing;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A source that starts well and then never ends: the same text again and again. */
public final class EndlessInput extends InputStream {
  private final byte[] start;
  private final byte[] repeated;
  private int position;

  public EndlessInput(String start, String repeated) {
    this.start = start.getBytes(StandardCharsets.ISO_8859_1);
    this.repeated = repeated.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public int read() {
    int at = position++;
    return at < start.length
        ? start[at] & 0xff
        : repeated[(at - start.length) % repeated.length] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    for (int i = 0; i < length; i++) {
      buffer[offset + i] = (byte) read();
    }
    return length;
  }
}
