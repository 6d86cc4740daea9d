package org.keyrite.escrow.set;

import java.io.IOException;
import java.nio.file.Files;
import org.keyrite.fault.Failed;
import org.keyrite.files.NewFolder;

/** Where the public files of a set are written: an unfinished folder, or a bundle. */
public interface SetPlace {
  /** Writes a new file. */
  void write(String name, byte[] content) throws IOException, Failed;

  /** Reads a file of it back from the disk. */
  byte[] read(String name) throws IOException;

  /** The place that a folder is until it has its name. */
  static SetPlace of(NewFolder folder) {
    return new SetPlace() {
      @Override
      public void write(String name, byte[] content) throws IOException {
        folder.write(name, content);
      }

      @Override
      public byte[] read(String name) throws IOException {
        return Files.readAllBytes(folder.staging().resolve(name));
      }
    };
  }
}
