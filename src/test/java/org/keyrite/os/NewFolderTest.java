package org.keyrite.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder appears complete, or not at all. */
class NewFolderTest {
  @TempDir private Path top;
  private Path target;

  @BeforeEach
  void name() {
    target = top.resolve("folder");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(top)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void itAppearsAtTheEnd() throws IOException {
    try (NewFolder folder = NewFolder.begin(target)) {
      folder.write("a", new byte[] {1});
      folder.write("below/b", new byte[] {2});
      assertEquals(List.of(".folder.unfinished-" + ProcessHandle.current().pid() + "-1"), names());
      folder.publish();
    }
    assertEquals(List.of("folder"), names());
    assertEquals(1, Files.size(target.resolve("below/b")));
  }

  @Test
  void ofWhatIsUnfinishedNothingIsLeft() throws IOException {
    try (NewFolder folder = NewFolder.begin(target)) {
      folder.write("below/b", new byte[] {2});
    }
    assertEquals(List.of(), names());
  }

  @Test
  void nothingIsReplaced() throws IOException {
    Files.createDirectory(target);
    assertThrows(FileAlreadyExistsException.class, () -> NewFolder.begin(target));
    Files.delete(target);
    try (NewFolder folder = NewFolder.begin(target)) {
      folder.write("a", new byte[1]);
      assertThrows(FileAlreadyExistsException.class, () -> folder.write("a", new byte[1]));
      Files.createDirectory(target);
      assertThrows(FileAlreadyExistsException.class, folder::publish);
    }
    assertEquals(List.of("folder"), names());
  }

  @Test
  void afterItsEndNothingIsWritten() throws IOException {
    NewFolder folder = NewFolder.begin(target);
    folder.close();
    assertThrows(IOException.class, () -> folder.write("a", new byte[1]));
  }

  @Test
  void twoAtOnceDoNotMeet() throws IOException {
    try (NewFolder one = NewFolder.begin(target);
        NewFolder two = NewFolder.begin(target)) {
      one.write("a", new byte[1]);
      two.write("a", new byte[1]);
      one.publish();
      assertThrows(FileAlreadyExistsException.class, two::publish);
    }
    assertEquals(List.of("folder"), names());
  }
}
