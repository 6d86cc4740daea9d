package org.keyrite.cli.console;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import org.keyrite.os.Image;
import org.keyrite.os.InPlace;

/** Writes a file straight from the caller's memory, for the same reasons as {@link FileInput}. */
final class FileOutput extends FileOutputStream {
  /** In bytes: how many more it takes. */
  private long room;

  /**
   * Opens a file.
   *
   * @param room in bytes: how many it takes
   */
  FileOutput(File file, long room) throws IOException {
    super(file);
    this.room = room;
  }

  FileOutput(FileDescriptor open) {
    super(open);
    this.room = Long.MAX_VALUE;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    room -= length;
    if (room < 0) {
      throw new IOException("its folder takes no new file, and memory not that much");
    }
    if (Image.isNative()) {
      InPlace.write(getChannel(), bytes, offset, length);
    } else {
      super.write(bytes, offset, length);
    }
  }

  /** Returns when the disk has it. */
  void sync() throws IOException {
    getChannel().force(true);
  }
}
