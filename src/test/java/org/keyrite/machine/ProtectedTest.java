package org.keyrite.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.fault.Refused;
import org.keyrite.os.Held;

/** What nobody means is left, wherever it comes up in what is wiped. */
final class ProtectedTest {
  private static final String DISK = "is the disk /dev/loop7 (losetup -d frees it)";

  @TempDir Path temporary;

  private Path folder;
  private Path inner;

  @BeforeEach
  void aFolder() throws IOException {
    folder = Files.createDirectory(temporary.toRealPath().resolve("folder"));
    inner = Files.createDirectories(folder.resolve("a/inner"));
    Files.writeString(inner.resolve("file"), "precious");
    Files.writeString(folder.resolve("other"), "other");
  }

  /** A kernel that says that a disk is this one; it may be a folder just as well, here. */
  private Protected guarding(Path path) throws IOException {
    Path sys = temporary.resolve("sys");
    Path loop = Files.createDirectories(sys.resolve("block/loop7/loop"));
    Files.writeString(loop.resolve("backing_file"), path + "\n");
    Files.createDirectories(sys.resolve("block/loop8"));
    return Protected.ofThisProcess(sys);
  }

  private static Optional<String> objection(Protected guarded, Path path) throws IOException {
    try (Held held = Held.open(path)) {
      return guarded.objection(held.identity());
    }
  }

  @Test
  void theRootAndTheCurrentFolderAndDisksAndNothingElse() throws IOException {
    Protected guarded = guarding(inner.resolve("file"));
    assertEquals(Optional.of("is the root folder"), objection(guarded, Path.of("/")));
    assertEquals(
        Optional.of("is the current folder"), objection(guarded, Path.of("").toRealPath()));
    assertEquals(Optional.of(DISK), objection(guarded, inner.resolve("file")));
    assertEquals(Optional.empty(), objection(guarded, folder.resolve("other")));
    Path second = Files.createLink(folder.resolve("second"), inner.resolve("file"));
    assertEquals(Optional.of(DISK), objection(guarded, second));
  }

  private void assertRefuses(Path path) throws IOException {
    WipeLook look = new WipeLook(folder, guarding(path), new LinkedNames());
    Refused refused = assertThrows(Refused.class, () -> look.at(folder.resolve("."), Set.of()));
    assertEquals(path + " " + DISK + ": that is not wiped.", refused.getMessage());
  }

  @Test
  void theFirstLookRefusesItAnywhere() throws IOException {
    assertRefuses(inner);
    assertRefuses(inner.resolve("file"));
  }

  @Test
  void theFirstLookDoesNotGoIntoWhatIsLeftAnyway() throws Exception {
    WipeLook look = new WipeLook(folder, guarding(inner), new LinkedNames());
    look.at(folder.resolve("."), Set.of(inner));
    assertEquals(1, look.files());
    assertEquals(5, look.bytes());
  }

  private void assertLeaves(Path path) throws IOException {
    ErasureRules rules =
        new ErasureRules(false, Long.MAX_VALUE, true, true, _ -> false, guarding(path), _ -> {});
    Tally tally = new Tally("it");
    try (Held held = Held.open(folder)) {
      new Erasure(rules, tally, folder).empty(held, folder);
    }
    assertEquals(List.of(path + " (" + DISK + ": that is not wiped)"), tally.wiped().remaining());
    assertEquals("precious", Files.readString(inner.resolve("file")));
    assertEquals(false, Files.exists(folder.resolve("other")));
  }

  /** It can come there after the first look. */
  @Test
  void theWipeLeavesAFolderWithAllThatIsInIt() throws IOException {
    assertLeaves(inner);
  }

  @Test
  void theWipeLeavesAFile() throws IOException {
    assertLeaves(inner.resolve("file"));
  }
}
