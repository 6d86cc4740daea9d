package org.keyrite.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.fault.Refused;

/** A folder appears complete, or not at all. */
class NewFolderTest {
  @TempDir private Path top;
  private Path target;

  @BeforeEach
  void name() {
    target = top.resolve("folder");
  }

  private List<String> names() throws Exception {
    try (Stream<Path> files = Files.list(top)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void itAppearsAtTheEnd() throws Exception {
    try (NewFolder folder = NewFolder.begin(target, "the set")) {
      folder.write("a", new byte[] {1});
      folder.write("below/b", new byte[] {2});
      assertEquals(List.of(".folder.unfinished-" + ProcessHandle.current().pid() + "-1"), names());
      folder.publish();
    }
    assertEquals(List.of("folder"), names());
    assertEquals(1, Files.size(target.resolve("below/b")));
  }

  @Test
  void ofWhatIsUnfinishedNothingIsLeft() throws Exception {
    try (NewFolder folder = NewFolder.begin(target, "the set")) {
      folder.write("below/b", new byte[] {2});
    }
    assertEquals(List.of(), names());
  }

  @Test
  void whatBelongsToItGoesWithItOrStays() throws Exception {
    Path sheet = top.resolve("sheet");
    for (boolean published : new boolean[] {false, true}) {
      Files.createFile(sheet);
      try (NewFolder folder = NewFolder.begin(target, "the set")) {
        folder.work().undoWith(() -> assertTrue(sheet.toFile().delete()));
        if (published) {
          folder.publish();
        }
      }
      assertEquals(published, Files.exists(sheet));
      assertEquals(published, Files.exists(target));
    }
  }

  @Test
  void nothingIsReplaced() throws Exception {
    Files.createFile(target);
    assertThrows(Refused.class, () -> NewFolder.begin(target, "the set"));
    Files.delete(target);
    try (NewFolder folder = NewFolder.begin(target, "the set")) {
      folder.write("a", new byte[1]);
      assertThrows(FileAlreadyExistsException.class, () -> folder.write("a", new byte[1]));
      Files.createDirectories(target.resolve("of somebody else"));
      assertThrows(IOException.class, folder::publish);
    }
    assertEquals(List.of("folder"), names());
    assertTrue(Files.isDirectory(target.resolve("of somebody else")));
  }

  @Test
  void anEmptyFolderIsFilled() throws Exception {
    Files.createDirectory(target);
    try (NewFolder folder = NewFolder.begin(target, "the set")) {
      folder.write("a", new byte[1]);
      folder.publish();
    }
    assertEquals(1, Files.size(target.resolve("a")));
  }

  @Test
  void afterItsEndNothingIsWritten() throws Exception {
    NewFolder folder = NewFolder.begin(target, "the set");
    folder.close();
    assertThrows(IOException.class, () -> folder.write("a", new byte[1]));
  }

  @Test
  void twoAtOnceDoNotMeet() throws Exception {
    try (NewFolder one = NewFolder.begin(target, "the set");
        NewFolder two = NewFolder.begin(target, "the set")) {
      one.write("a", new byte[1]);
      two.write("a", new byte[1]);
      one.publish();
      assertThrows(IOException.class, two::publish);
    }
    assertEquals(List.of("folder"), names());
  }

  @Test
  void whatKilledRunsHaveLeftIsNamed() throws Exception {
    Path left = Files.createDirectory(top.resolve(".folder.unfinished-999999999-1"));
    Files.createDirectory(top.resolve(".folder.unfinished-1-1"));
    Files.createDirectory(top.resolve(".folder.unfinished-999999999"));
    Files.createDirectory(top.resolve(".other.unfinished-999999999-1"));
    try (NewFolder _ = NewFolder.begin(target, "the set")) {
      assertEquals(List.of(left), NewFolder.leftovers(target));
    }
    assertEquals(List.of(), NewFolder.leftovers(Path.of("/nowhere/at/all")));
  }

  @Test
  void whatBelongsToItIsDoneWhenItHasItsName() throws Exception {
    try (NewFolder folder = NewFolder.begin(target, "the set")) {
      folder.write("a", new byte[1]);
      folder.settle();
      assertEquals(List.of(), names().stream().filter("folder"::equals).toList());
      folder.publish(() -> assertTrue(Files.exists(target.resolve("a"))));
    }
    assertEquals(List.of("folder"), names());
  }
}
