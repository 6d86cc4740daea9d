package org.keyrite.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** An input of which is counted what is read. */
public final class CountedInput extends FilterInputStream {
  private final LongConsumer count;

  /**
   * The same input.
   *
   * @param count told, after each read, how many bytes that were
   */
  public CountedInput(InputStream input, LongConsumer count) {
    super(input);
    this.count = count;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    count.accept(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    count.accept(Math.max(read, 0));
    return read;
  }
}
