package org.keyrite.testing;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A source that never gives more than one byte, however much is asked of it. */
public final class OneByteAtATime extends InputStream {
  private final ByteArrayInputStream bytes;

  public OneByteAtATime(byte[] bytes) {
    this.bytes = new ByteArrayInputStream(bytes);
  }

  @Override
  public int read() {
    return bytes.read();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    return bytes.read(buffer, offset, Math.min(length, 1));
  }
}
