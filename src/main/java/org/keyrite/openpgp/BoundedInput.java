package org.keyrite.openpgp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file that is not believed to be longer than its kind can be. */
final class BoundedInput extends FilterInputStream {
  private final long most;
  private long passed;

  BoundedInput(InputStream in, long most) {
    super(in);
    this.most = most;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    count(Math.max(count, 0));
    return count;
  }

  private void count(int more) throws Malformed {
    passed += more;
    if (passed > most) {
      throw new Malformed("is longer than " + (most >> 20) + " MiB");
    }
  }
}
