package org.keyrite.machine;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Marks files in memory that nobody may need: if this program is killed before the mark is removed,
 * they are found as a workspace is that it has left ({@link Leftovers}). It is a folder with a
 * second name of each; wiping it leaves files alone that have another name.
 */
public final class LeftoverMark {
  private final Path folder;

  private LeftoverMark(Path folder) {
    this.folder = folder;
  }

  /** A mark for files in a folder. */
  public static LeftoverMark in(Path folder) throws IOException {
    return new LeftoverMark(WorkspaceFolder.newDirectory(folder));
  }

  /** Marks a file. */
  public void add(Path file) throws IOException {
    Files.createLink(folder.resolve(file.getFileName()), file);
  }

  /** The files are needed, or gone. */
  public void remove() {
    try (DirectoryStream<Path> names = Files.newDirectoryStream(folder)) {
      for (Path name : names) {
        Files.delete(name);
      }
      Files.delete(folder);
    } catch (IOException | DirectoryIteratorException e) {
      // Then it is found as what a killed run has left, and says too much.
    }
  }
}
