package org.keyrite.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/**
 * Writes to an open file at once, for the same reason as {@link FileInput} through one buffer that
 * stays.
 */
final class FileOutput extends OutputStream {
  /** In bytes: an encrypted chunk of an age file fits. More makes nothing faster. */
  private static final int BUFFER_LENGTH = 66 << 10;

  private final FileOutputStream file;
  private final FileChannel channel;
  private ByteBuffer buffer;

  /** Takes ownership of the file. */
  FileOutput(FileOutputStream file) {
    this.file = file;
    this.channel = file.getChannel();
  }

  /** Made when it is first needed, outside the heap, where the kernel can reach it. */
  static ByteBuffer newBuffer() {
    return ByteBuffer.allocateDirect(BUFFER_LENGTH);
  }

  /** Overwrites a buffer, if there is one. */
  static void wipe(ByteBuffer buffer) {
    if (buffer != null) {
      buffer.clear().put(new byte[buffer.capacity()]);
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (buffer == null) {
      buffer = newBuffer();
    }
    int end = offset + length;
    for (int from = offset; from < end; from += buffer.limit()) {
      buffer.clear().put(bytes, from, Math.min(end - from, buffer.capacity())).flip();
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  /** Returns when the disk has it. */
  void sync() throws IOException {
    channel.force(true);
  }

  /** Also called on a signal, in the midst of a write: the buffer is wiped when that is done. */
  @Override
  public synchronized void close() throws IOException {
    wipe(buffer);
    file.close();
  }
}
