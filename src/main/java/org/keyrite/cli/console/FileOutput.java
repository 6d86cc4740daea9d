package org.keyrite.cli.console;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import org.keyrite.os.Image;
import org.keyrite.os.InPlace;

/** Writes a file straight from the caller's memory, for the same reasons as {@link FileInput}. */
final class FileOutput extends FileOutputStream {
  FileOutput(File file) throws IOException {
    super(file);
  }

  FileOutput(FileDescriptor open) {
    super(open);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
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
