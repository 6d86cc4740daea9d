package org.keyrite.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.fault.Failed;
import org.keyrite.testing.EndlessInput;
import org.keyrite.testing.Fifo;

/** A whole file, or a sentence about it. */
final class BoundedFileTest {
  @TempDir private Path folder;

  @Test
  void aFileOfTheLimitIsReadAndALongerOneIsNot() throws Exception {
    Path file = Files.write(folder.resolve("file"), new byte[] {1, 2, 3});
    assertArrayEquals(new byte[] {1, 2, 3}, BoundedFile.bytes(file, 3));
    assertArrayEquals(
        new byte[] {1, 2, 3}, BoundedFile.bytes(new ByteArrayInputStream(new byte[] {1, 2, 3}), 3));
    assertEquals(
        file + " cannot be read: it is longer than 2 bytes.\nName the key's file.",
        failed(file, 2));
    assertThrows(
        BoundedFile.TooLong.class, () -> BoundedFile.bytes(new EndlessInput("", "x"), 1 << 20));
  }

  @Test
  void theLimitIsInWords() {
    assertEquals("1000 bytes", BoundedFile.inWords(1000));
    assertEquals("64 KiB", BoundedFile.inWords(64 << 10));
    assertEquals("16 MiB", BoundedFile.inWords(16 << 20));
  }

  @Test
  void whatIsNoFileIsSaidToBeThat() throws Exception {
    Path missing = folder.resolve("missing");
    assertEquals("There is no file " + missing + ".\nName the key's file.", failed(missing, 1));
    assertEquals(
        folder + " cannot be read: it is a folder.\nName the key's file.", failed(folder, 1));
    Path pipe = Fifo.create(folder.resolve("pipe"));
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () ->
            assertEquals(
                pipe + " cannot be read: it is not a file.\nName the key's file.",
                failed(pipe, 1)));
    Path file = Files.createFile(folder.resolve("file"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    assertEquals(0, BoundedFile.bytes(link, 1).length);
    assertThrows(IOException.class, () -> BoundedFile.bytes(link, 1, LinkOption.NOFOLLOW_LINKS));
  }

  private static String failed(Path file, int mostBytes) {
    Failed failed =
        assertThrows(Failed.class, () -> BoundedFile.read(file, mostBytes, "the key's file"));
    return failed.getMessage() + "\n" + failed.advice();
  }
}
