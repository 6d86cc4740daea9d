package org.keyrite.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/**
 * Reads an open file through one buffer. {@link FileInputStream} has the C library allocate one of
 * the size of each read and free it again, which costs as much as the reading.
 */
final class FileInput extends InputStream {
  private final FileInputStream file;
  private final FileChannel channel;
  private ByteBuffer buffer;

  /** Takes ownership of the file. */
  FileInput(FileInputStream file) {
    this.file = file;
    this.channel = file.getChannel();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    if (buffer == null) {
      buffer = FileOutput.newBuffer();
    }
    buffer.clear().limit(Math.min(length, buffer.capacity()));
    int count = channel.read(buffer);
    buffer.flip().get(bytes, offset, Math.max(count, 0));
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int available() throws IOException {
    return file.available();
  }

  @Override
  public void close() throws IOException {
    FileOutput.wipe(buffer);
    file.close();
  }
}
