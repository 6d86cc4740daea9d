package org.keyrite.cli.console;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import org.keyrite.os.Image;
import org.keyrite.os.InPlace;

/**
 * Reads a file straight into the caller's memory. {@link FileInputStream} by itself has the C
 * library allocate as much at each read and free it again, which costs as much as the reading, and
 * leaves what was read behind.
 */
final class FileInput extends FileInputStream {
  private long atHand;

  FileInput(String name) throws IOException {
    super(name);
  }

  FileInput(FileDescriptor open) {
    super(open);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count =
        Image.isNative()
            ? InPlace.read(getChannel(), bytes, offset, length)
            : super.read(bytes, offset, length);
    atHand -= Math.max(count, 0);
    return count;
  }

  @Override
  public int read() throws IOException {
    atHand--;
    return super.read();
  }

  /**
   * What was there once is there until it is read: the kernel is asked only when that is used up.
   */
  @Override
  public int available() throws IOException {
    if (atHand <= 0) {
      atHand = super.available();
    }
    return (int) atHand;
  }
}
