package org.keyrite.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

/** Why something failed, without the name of what it failed on. */
final class ReasonTest {
  @Test
  void isWhatTheOperatingSystemSaid() {
    assertEquals("No such file or directory", Reason.of(new NoSuchFileException("/a (b)")));
    assertEquals("Permission denied", Reason.of(new AccessDeniedException("/a")));
    assertEquals("File exists", Reason.of(new FileAlreadyExistsException("/a")));
    assertEquals(
        "Read-only file system",
        Reason.of(new FileSystemException("/a", null, "Read-only file system")));
    assertEquals("Is a directory", Reason.of(new FileNotFoundException("/a (Is a directory)")));
    assertEquals("No space left on device", Reason.of(new IOException("No space left on device")));
  }

  @Test
  void isOwnedUpToWhenNothingWasSaid() {
    assertEquals("input or output failed", Reason.of(new IOException()));
    assertEquals("input or output failed", Reason.of(new FileSystemException("/a")));
  }
}
