package org.keyrite.escrow.sheet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.keyrite.crypto.SecretBytes;

/** The bytes of a page while it is made. They hold a share, and are wiped. */
final class KitPage implements AutoCloseable {
  private byte[] bytes = new byte[1 << 15];
  private int length;

  /** Adds public text. */
  KitPage add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds bytes, which stay the caller's to wipe. */
  KitPage add(byte[] more) {
    makeRoom(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  /** Adds a number from 0 to 999, without a String, which could not be wiped. */
  KitPage add(int number) {
    makeRoom(3);
    for (int unit = 100; unit > 0; unit /= 10) {
      if (number >= unit || unit == 1) {
        bytes[length++] = (byte) ('0' + number / unit % 10);
      }
    }
    return this;
  }

  /** Writes everything in one call. */
  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  /** Everything so far, in an array of its own. */
  SecretBytes copy() {
    return new SecretBytes(Arrays.copyOf(bytes, length));
  }

  private void makeRoom(int more) {
    if (length + more > bytes.length) {
      byte[] larger = Arrays.copyOf(bytes, 2 * (length + more));
      Arrays.fill(bytes, (byte) 0);
      bytes = larger;
    }
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "a page of " + length + " bytes (secret)";
  }
}
