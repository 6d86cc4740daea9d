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
  /** In bytes. More makes nothing faster, and leaves the processor's cache. */
  private static final int BUFFER_LENGTH = 128 << 10;

  private final FileOutputStream file;
  private final FileChannel channel;
  private final ByteBuffer buffer = newBuffer();

  /** Takes ownership of the file. */
  FileOutput(FileOutputStream file) {
    this.file = file;
    this.channel = file.getChannel();
  }

  /** Outside the heap, where the kernel can reach it without another copy. */
  static ByteBuffer newBuffer() {
    return ByteBuffer.allocateDirect(BUFFER_LENGTH);
  }

  static void wipe(ByteBuffer buffer) {
    buffer.clear();
    while (buffer.hasRemaining()) {
      buffer.put((byte) 0);
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
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
