package org.keyrite.machine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.os.Held;
import org.keyrite.testing.Fifo;

/** Whatever a generator leaves in the workspace, nothing of it is left after a wipe. */
final class WiperTest {
  @TempDir Path outside;

  private Path workspace;

  @BeforeEach
  void aWorkspace() throws Exception {
    workspace = Files.createDirectory(outside.resolve("workspace"));
  }

  @Test
  void anEmptyFolderIsRemoved() throws IOException {
    assertWiped(0, 0);
  }

  @Test
  void filesAreOverwrittenAndCounted() throws Exception {
    Files.write(workspace.resolve("empty"), new byte[0]);
    Files.write(workspace.resolve("small"), new byte[10]);
    Files.createDirectories(workspace.resolve("a/b"));
    Files.write(workspace.resolve("a/b/large"), new byte[200_000]);
    assertWiped(3, 200_010);
  }

  @Test
  void theBytesOfAFileAreZeroBeforeItIsRemoved() throws Exception {
    byte[] secret = new byte[100_001];
    Arrays.fill(secret, (byte) 's');
    Path file = Files.write(workspace.resolve("secret"), secret);
    try (FileChannel open = FileChannel.open(file)) {
      assertWiped(1, 100_001);
      ByteBuffer found = ByteBuffer.allocate(secret.length);
      assertEquals(secret.length, open.read(found));
      assertArrayEquals(new byte[100_001], found.array());
    }
  }

  @Test
  void aFileOfManyNamesIsOverwrittenWithTheLast() throws Exception {
    Path file = Files.write(workspace.resolve("one"), new byte[5]);
    Files.createLink(workspace.resolve("two"), file);
    Files.createLink(Files.createDirectory(workspace.resolve("a")).resolve("three"), file);
    assertWiped(3, 5);
  }

  /**
   * It may be the generator's own, hidden outside, or anybody's, which it wants to be destroyed.
   */
  @Test
  void aFileThatHasANameElsewhereIsNotTouchedAndReported() throws Exception {
    Path elsewhere = Files.writeString(outside.resolve("elsewhere"), "precious");
    Files.createLink(workspace.resolve("key"), elsewhere);
    Files.write(workspace.resolve("other"), new byte[3]);
    assertEquals(
        new Wiped(
            2,
            3,
            List.of(
                workspace
                    + "/key was not overwritten: it has another name, outside the workspace")),
        wipe());
    assertEquals("precious", Files.readString(elsewhere));
    assertFalse(Files.exists(workspace));
  }

  @Test
  void linksAreRemovedAndNeverFollowed() throws Exception {
    Path file = Files.writeString(outside.resolve("file"), "not the generator's");
    Path folder = Files.createDirectory(outside.resolve("folder"));
    Files.writeString(folder.resolve("kept"), "not the generator's");
    Files.createSymbolicLink(workspace.resolve("to-file"), file);
    Files.createSymbolicLink(workspace.resolve("to-folder"), folder);
    Files.createSymbolicLink(workspace.resolve("to-nothing"), Path.of("nothing"));
    Files.createSymbolicLink(workspace.resolve("to-itself"), Path.of("to-itself"));
    Files.createSymbolicLink(workspace.resolve("to-the-top"), workspace);
    assertWiped(5, 0);
    assertEquals("not the generator's", Files.readString(file));
    assertEquals("not the generator's", Files.readString(folder.resolve("kept")));
  }

  @Test
  void permissionsAreNoObstacle() throws Exception {
    Path locked = Files.createDirectory(workspace.resolve("locked"));
    Path inner = Files.createDirectory(locked.resolve("inner"));
    permit("r--------", Files.write(locked.resolve("read-only"), new byte[7]));
    permit("---------", Files.write(inner.resolve("nothing-allowed"), new byte[8]));
    permit("---------", inner);
    permit("---------", locked);
    permit("r-x------", workspace);
    assertWiped(2, 15);
  }

  @Test
  void aPipeIsRemovedAndNotOpened() throws Exception {
    Fifo.create(workspace.resolve("pipe"));
    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertWiped(1, 0));
  }

  @Test
  void foldersNestedDeeperThanAPathCanNameAreRemoved() throws Exception {
    Path top = workspace.resolve("x");
    Files.write(Files.createDirectory(top).resolve("secret"), new byte[32]);
    for (int depth = 1; depth < 3000; depth++) {
      // The nest moves into a new folder, which takes its name: no path is ever long.
      Path around = Files.createDirectory(workspace.resolve("y"));
      Files.move(top, around.resolve("x"));
      Files.move(around, top);
    }
    assertWiped(1, 32);
  }

  @Test
  void namesThatTheWipingUsesItselfAreNoObstacle() throws Exception {
    String stump = Erasure.stump(workspace);
    Files.write(workspace.resolve(stump + 0), new byte[1]);
    Files.createDirectories(workspace.resolve("a").resolve(stump + 1));
    Files.write(workspace.resolve("a").resolve(stump + 1).resolve("file"), new byte[2]);
    Path nested = workspace.resolve(stump + 1).resolve(stump + 0).resolve(stump + 1);
    Files.createDirectories(nested);
    Files.write(nested.resolve("file"), new byte[4]);
    assertWiped(3, 7);
  }

  @Test
  void oddNamesAreNoObstacle() throws Exception {
    for (String name : List.of(" ", "-rf", "...", "new\nline", "*", "\u001b[2J", "n".repeat(255))) {
      Files.write(workspace.resolve(name), new byte[1]);
    }
    assertWiped(7, 7);
  }

  /** A JVM cannot ask what is a hole. */
  @Test
  void aFileThatClaimsToBeHugeIsOverwrittenInPart() throws Exception {
    try (RandomAccessFile sparse =
        new RandomAccessFile(workspace.resolve("sparse").toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }
    assertEquals(
        new Wiped(
            1,
            64 << 20,
            List.of(workspace + "/sparse was overwritten in part: it is longer than 64 MiB")),
        wipe());
  }

  @Test
  void aWorkspaceThatIsGoneIsNotCalledWiped() throws Exception {
    try (Held held = Held.open(workspace)) {
      Files.delete(workspace);
      assertEquals(moved(), Wiper.wipe(held, workspace));
    }
  }

  @Test
  void whateverHasTakenItsPlaceIsNotTouched() throws Exception {
    try (Held held = Held.open(workspace)) {
      Path elsewhere = workspace.resolveSibling("elsewhere");
      Files.move(workspace, elsewhere);
      Path victim = Files.createDirectory(workspace.resolveSibling("victim"));
      Files.writeString(victim.resolve("precious"), "precious");

      Files.createSymbolicLink(workspace, victim);
      assertEquals(moved(), Wiper.wipe(held, workspace));
      Files.delete(workspace);
      Files.createDirectory(workspace);
      Files.writeString(workspace.resolve("precious"), "precious");
      assertEquals(moved(), Wiper.wipe(held, workspace));

      assertEquals("precious", Files.readString(victim.resolve("precious")));
      assertEquals("precious", Files.readString(workspace.resolve("precious")));
    }
  }

  private Wiped wipe() throws IOException {
    try (Held held = Held.open(workspace)) {
      return Wiper.wipe(held, workspace);
    }
  }

  private Wiped moved() {
    return new Wiped(
        0, 0, List.of("the workspace was moved or replaced: it is no longer at " + workspace));
  }

  private void assertWiped(long files, long overwritten) throws IOException {
    Wiped wiped = wipe();
    assertEquals(new Wiped(files, overwritten, List.of()), wiped);
    assertTrue(wiped.complete());
    assertEquals(
        (files == 1 ? "1 file" : files + " files")
            + " removed, "
            + overwritten
            + " bytes overwritten, nothing left",
        wiped.inWords());
    assertFalse(Files.exists(workspace, LinkOption.NOFOLLOW_LINKS));
  }

  private static void permit(String permissions, Path path) throws Exception {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }
}
