package org.keyrite.machine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.fault.Refused;
import org.keyrite.testing.Fifo;

/** What is named is wiped, and nothing else is touched. */
final class WipeTest {
  @TempDir Path temporary;

  private Path top;

  @BeforeEach
  void withoutLinks() throws IOException {
    top = temporary.toRealPath();
  }

  private static Wiped wipe(Path... paths) throws Refused {
    try (Wipe wipe = Wipe.of(List.of(paths), false, false)) {
      return wipe.run(_ -> {});
    }
  }

  private static Wiped wiped(long files, long bytes, String... remaining) {
    return new Wiped(files, bytes, List.of(remaining));
  }

  private void assertIsLeft(String... names) throws IOException {
    try (Stream<Path> entries = Files.list(top)) {
      assertEquals(
          List.of(names), entries.map(path -> path.getFileName().toString()).sorted().toList());
    }
  }

  private Path refused(Path path, String sentence) {
    Refused refused = assertThrows(Refused.class, () -> wipe(path));
    assertEquals(sentence, refused.getMessage());
    return path;
  }

  @Test
  void aFile() throws Exception {
    Files.write(top.resolve("kept"), new byte[1]);
    assertEquals(wiped(1, 10), wipe(Files.write(top.resolve("file"), new byte[10])));
    assertIsLeft("kept");
  }

  @Test
  void aFolderWithAllThatIsInIt() throws Exception {
    Path folder = Files.createDirectories(top.resolve("folder/a/b"));
    Files.write(folder.resolve("new\nline"), new byte[7]);
    Files.write(top.resolve("folder/empty"), new byte[0]);
    Files.createSymbolicLink(folder.resolve("link"), Files.write(top.resolve("kept"), new byte[3]));
    Fifo.create(folder.resolve("pipe"));
    try (Wipe wipe = Wipe.of(List.of(top.resolve("folder")), false, false)) {
      WipeTarget target = wipe.targets().getFirst();
      assertEquals(4, target.files());
      assertEquals(7, target.bytes());
      assertEquals(wiped(4, 7), wipe.run(_ -> {}));
    }
    assertIsLeft("kept");
    assertEquals(3, Files.size(top.resolve("kept")));
  }

  @Test
  void whatIsNamedTwiceIsWipedOnce() throws Exception {
    Path folder = Files.createDirectory(top.resolve("folder"));
    Path file = Files.write(folder.resolve("file"), new byte[2]);
    assertEquals(wiped(1, 2), wipe(file, folder, folder.resolve("."), file));
    assertIsLeft();
  }

  @Test
  void aFileWithANameElsewhereIsLeftAsItIs() throws Exception {
    Path folder = Files.createDirectory(top.resolve("folder"));
    Path elsewhere = Files.writeString(top.resolve("elsewhere"), "precious");
    Files.createLink(folder.resolve("name"), elsewhere);
    Files.write(folder.resolve("other"), new byte[5]);
    assertEquals(
        wiped(
            1,
            5,
            folder
                + "/name was left as it is: the file has 2 names, not all of them here"
                + " (--hard-links overwrites it all the same)"),
        wipe(folder));
    assertEquals("precious", Files.readString(folder.resolve("name")));
    try (Wipe wipe = Wipe.of(List.of(folder), false, true)) {
      assertEquals(wiped(1, 8), wipe.run(_ -> {}));
    }
    assertEquals(0, Files.size(elsewhere));
    assertIsLeft("elsewhere");
  }

  @Test
  void aFileWithAllItsNamesHereIsWiped() throws Exception {
    Path folder = Files.createDirectory(top.resolve("folder"));
    Path one = Files.write(folder.resolve("one"), new byte[9]);
    Files.createLink(folder.resolve("two"), one);
    Path three = Files.createLink(top.resolve("three"), one);
    assertEquals(wiped(3, 9), wipe(folder, three));
    assertIsLeft();
  }

  @Test
  void nothingOfThatNameIsSaidAndTheOthersAreWiped() throws Exception {
    Path file = Files.write(top.resolve("file"), new byte[4]);
    Path nothing = top.resolve("nothing");
    assertEquals(wiped(1, 4, nothing + " (there is nothing of that name)"), wipe(nothing, file));
  }

  /** Killed between the new name and the removal. */
  @Test
  void whatAKilledRunHasRenamedIsRemovedByTheNext() throws Exception {
    Path file = top.resolve("file");
    String stump = Erasure.stump(file);
    Files.createFile(top.resolve(stump + 0));
    Files.createFile(top.resolve(Erasure.stump(top.resolve("other")) + 0));
    assertEquals(wiped(1, 0), wipe(file));
    assertIsLeft(Erasure.stump(top.resolve("other")) + 0);
    Files.createDirectory(top.resolve(stump + 0));
    assertEquals(wiped(0, 0), wipe(file));
  }

  @Test
  void whatOnlyHasSuchANameIsKept() throws Exception {
    Path file = top.resolve("file");
    Path precious = Files.writeString(top.resolve(Erasure.stump(file) + 0), "precious");
    assertEquals(wiped(0, 0, file + " (there is nothing of that name)"), wipe(file));
    assertEquals("precious", Files.readString(precious));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "/", "/../.", "/proc/self/cwd/."})
  void theRootAndWhatHoldsTheCurrentFolder(String path) {
    Refused refused = assertThrows(Refused.class, () -> wipe(Path.of(path)));
    assertTrue(refused.getMessage().endsWith(": that is not wiped."), refused.getMessage());
  }

  @Test
  void theHomeFolderAndWhatHoldsIt() throws Exception {
    Path home = Path.of(System.getProperty("user.home")).toRealPath();
    String held = home.getParent().equals(home.getRoot()) ? "root folder" : "your home folder";
    refused(home, home + " is your home folder: that is not wiped.");
    assertTrue(
        assertThrows(Refused.class, () -> wipe(home.getParent())).getMessage().contains(held));
  }

  @Test
  void aLinkIsRefusedAndItsTargetKept() throws Exception {
    Path target = Files.writeString(top.resolve("target"), "precious");
    Path link = Files.createSymbolicLink(top.resolve("link"), target);
    refused(link, link + " is a symbolic link: what it leads to would stay as it is.");
    assertEquals("precious", Files.readString(target));
    assertTrue(Files.isSymbolicLink(link));
  }

  @Test
  void aPipeIsRefused() throws Exception {
    Path pipe = top.resolve("pipe");
    Fifo.create(pipe);
    refused(pipe, pipe + " is a device, a pipe or a socket, which is never opened here.");
  }

  @Test
  void aMountPointAndWhatGivesOrders() {
    refused(Path.of("/proc"), "/proc is a mount point: it cannot be removed.");
    refused(
        Path.of("/proc/version"),
        "/proc/version is in proc, which is no storage: to write there gives orders.");
  }

  @Test
  void oneThatIsRefusedKeepsAllOthers() throws Exception {
    Path file = Files.writeString(top.resolve("file"), "precious");
    assertThrows(Refused.class, () -> wipe(file, Path.of("/")));
    assertEquals("precious", Files.readString(file));
  }

  @Test
  void whatHasTakenTheNameIsNotTouched() throws Exception {
    Path file = Files.write(top.resolve("file"), new byte[4]);
    try (Wipe wipe = Wipe.of(List.of(file), false, false)) {
      Files.move(file, top.resolve("moved"));
      Files.writeString(file, "precious");
      assertEquals(wiped(0, 0, file + " (it was exchanged)"), wipe.run(_ -> {}));
    }
    assertEquals("precious", Files.readString(file));
  }

  /** While its content is overwritten. */
  @Test
  void aLinkThatTakesAFilesPlaceLeadsNowhere() throws Exception {
    Path folder = Files.createDirectory(top.resolve("folder"));
    Path file = Files.write(folder.resolve("file"), new byte[4]);
    Path victim = Files.writeString(top.resolve("victim"), "precious");
    AtomicBoolean once = new AtomicBoolean();
    try (Wipe wipe = Wipe.of(List.of(folder), false, false)) {
      Wiped result =
          wipe.run(
              bytes -> {
                if (bytes > 0 && !once.getAndSet(true)) {
                  exchange(file, victim);
                }
              });
      assertTrue(
          result.remaining().contains(file + " (it was exchanged)"), result.remaining().toString());
    }
    assertEquals("precious", Files.readString(victim));
  }

  private static void exchange(Path file, Path victim) {
    try {
      Files.delete(file);
      Files.createSymbolicLink(file, victim);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theBytesAreZeroBeforeTheFileIsCutOff() throws Exception {
    byte[] secret = new byte[100_001];
    Arrays.fill(secret, (byte) 's');
    Path file = Files.write(top.resolve("secret"), secret);
    AtomicBoolean seen = new AtomicBoolean();
    try (Wipe wipe = Wipe.of(List.of(file), false, false)) {
      wipe.run(
          bytes -> {
            if (wipe.soFar().overwrittenBytes() == secret.length && bytes > 0) {
              seen.set(isZero(file, secret.length));
            }
          });
    }
    assertTrue(seen.get());
    assertFalse(Files.exists(file, LinkOption.NOFOLLOW_LINKS));
  }

  private static void append(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What is written behind the end while the rest is overwritten is overwritten, too. */
  @Test
  void aFileThatGrowsIsWipedToItsNewEnd() throws Exception {
    Path file = Files.write(top.resolve("file"), new byte[10]);
    AtomicBoolean once = new AtomicBoolean();
    try (Wipe wipe = Wipe.of(List.of(file), false, false)) {
      assertEquals(
          wiped(1, 16),
          wipe.run(
              bytes -> {
                if (bytes > 0 && !once.getAndSet(true)) {
                  append(file, "secret");
                }
              }));
    }
    assertIsLeft();
  }

  @Test
  void aFileThatGrowsAllTheTimeKeepsItsNameAndIsNamed() throws Exception {
    Path file = Files.write(top.resolve("file"), new byte[10]);
    try (Wipe wipe = Wipe.of(List.of(file), false, false)) {
      assertEquals(
          List.of(file + " (it grows while it is wiped: end the program that writes to it)"),
          wipe.run(
                  bytes -> {
                    if (bytes > 0) {
                      append(file, "secret");
                    }
                  })
              .remaining());
    }
    assertTrue(Files.size(file) > 0);
  }

  /** Somebody who has it open writes on when it was cut off, before its name goes. */
  @Test
  void aFileThatIsWrittenToBeforeItsNameGoesGetsItsNameBack() throws Exception {
    Path folder = Files.createDirectory(top.resolve("folder"));
    Path file = Files.write(folder.resolve("file"), new byte[10]);
    try (FileChannel open = FileChannel.open(file, StandardOpenOption.WRITE);
        Wipe wipe = Wipe.of(List.of(folder), false, false)) {
      assertEquals(
          wiped(0, 10, file + " (something was written to it while it was wiped)"),
          wipe.run(_ -> writeIfCutOff(open, file)));
    }
    assertEquals("precious", Files.readString(file));
  }

  private static void writeIfCutOff(FileChannel open, Path file) {
    try {
      if (!Files.exists(file)) {
        open.write(ByteBuffer.wrap("precious".getBytes(UTF_8)), 0);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Only what is certainly not there is called that. */
  @Test
  void whatCannotBeLookedAtIsNotTakenForNothing() throws Exception {
    Path file = Files.write(top.resolve("file"), new byte[4]);
    Path unreachable = top.resolve("n".repeat(300)).resolve("name");
    Refused refused = assertThrows(Refused.class, () -> wipe(file, unreachable));
    assertTrue(
        refused.getMessage().startsWith(unreachable + " cannot be looked at: File name too long"),
        refused.getMessage());
    assertIsLeft("file");
  }

  private static boolean isZero(Path file, int length) {
    try {
      return Arrays.equals(new byte[length], Files.readAllBytes(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
