package org.keyrite.cli;

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
  FileInput(String name) throws IOException {
    super(name);
  }

  FileInput(FileDescriptor open) {
    super(open);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return Image.isNative()
        ? InPlace.read(getChannel(), bytes, offset, length)
        : super.read(bytes, offset, length);
  }
}
