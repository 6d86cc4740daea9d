package org.keyrite.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.machine.Medium.Effect;
import org.keyrite.os.MountInfo;

/** What is said of a file system and of its disk is what the kernel tells of them. */
final class MediaTest {
  private static final String IN_PLACE =
      "It overwrites files where they are; its journal holds names and sizes, and content only of"
          + " files that were given the attribute j.";

  @TempDir Path root;

  private Path devices;

  @BeforeEach
  void aMachine() throws Exception {
    devices = Files.createDirectories(root.resolve("sys/devices"));
    Files.createDirectories(root.resolve("sys/dev/block"));
    Files.createDirectories(root.resolve("sys/class/block"));
    swap("");
  }

  private void swap(String areas) throws Exception {
    tell(root.resolve("proc/swaps"), "Filename\tType\tSize\tUsed\tPriority\n" + areas);
  }

  private static void tell(Path file, String text) throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** A disk of numbers, as the kernel shows it. */
  private Path disk(String numbers, String name) throws Exception {
    Path disk = Files.createDirectories(devices.resolve(name));
    Files.createSymbolicLink(root.resolve("sys/dev/block").resolve(numbers), disk);
    Files.createSymbolicLink(root.resolve("sys/class/block").resolve(disk.getFileName()), disk);
    return disk;
  }

  private Medium medium(String numbers, String type, String source, String options) {
    return new Media(root).of(new MountInfo(1, numbers, Path.of("/m"), type, source, options));
  }

  private void assertSays(Medium medium, Effect effect, String... sentences) {
    assertEquals(List.of(sentences), medium.sentences());
    assertEquals(effect, medium.effect());
  }

  @Test
  void memoryWithoutSwapKeepsNothing() {
    assertSays(
        medium("0:5", "tmpfs", "tmpfs", "rw"),
        Effect.OVERWRITTEN_IN_MEMORY,
        "It is in memory, and no swap is on: what was overwritten is gone.");
  }

  @Test
  void swapIsNamedUnlessTheFileSystemHasNone() throws Exception {
    swap("/dev/sda3 partition 1 0 -2\n");
    assertSays(
        medium("0:5", "tmpfs", "tmpfs", "rw"),
        Effect.MAY_REMAIN,
        "It is in memory, but swap is on (/dev/sda3): a copy may have got onto that disk before.");
    String gone = "It is in memory, and is not swapped: what was overwritten is gone.";
    assertSays(medium("0:5", "tmpfs", "tmpfs", "rw,noswap"), Effect.OVERWRITTEN_IN_MEMORY, gone);
    assertSays(medium("0:5", "ramfs", "ramfs", "rw"), Effect.OVERWRITTEN_IN_MEMORY, gone);
  }

  @Test
  void aTurningDiskOverwrites() throws Exception {
    Path disk = disk("8:0", "ata1/sda");
    tell(disk.resolve("queue/rotational"), "1\n");
    tell(disk.resolve("removable"), "0\n");
    Path partition = disk("8:1", "ata1/sda/sda1");
    tell(partition.resolve("partition"), "1\n");
    assertSays(
        medium("8:1", "ext4", "/dev/sda1", "rw"),
        Effect.OVERWRITTEN_IN_PLACE,
        IN_PLACE,
        "The disk sda says that it turns: it overwrites in place, but for sectors that it gave up.");
  }

  @Test
  void theJournalOfDataIsNamed() throws Exception {
    tell(disk("8:0", "ata1/sda").resolve("queue/rotational"), "1\n");
    Medium medium = medium("8:0", "ext4", "/dev/sda", "rw,data=journal");
    assertEquals(Effect.MAY_REMAIN, medium.effect());
    assertEquals(
        "Its journal holds the content of files, too (data=journal): what was wiped may still be"
            + " read there, until the journal comes around.",
        medium.sentences().getFirst());
  }

  @Test
  void flashKeepsOldBlocks() throws Exception {
    tell(disk("259:0", "nvme0n1").resolve("queue/rotational"), "0\n");
    assertSays(
        medium("259:0", "ext4", "/dev/nvme0n1", "rw"),
        Effect.MAY_REMAIN,
        IN_PLACE,
        "The disk nvme0n1 is flash (SSD): it keeps old blocks where overwriting does not reach. What"
            + " helps is its own secure erase, or to have encrypted it from the start.");
  }

  /** Sticks often say that they turn. */
  @Test
  void aStickIsFlashWhateverItSays() throws Exception {
    Path stick = disk("8:16", "usb2/2-1/sdb");
    tell(stick.resolve("queue/rotational"), "1\n");
    assertSays(
        medium("8:16", "vfat", "/dev/sdb", "rw"),
        Effect.MAY_REMAIN,
        "It overwrites files where they are.",
        "The disk sdb is a stick, a card or at USB: flash keeps old blocks where only its maker's"
            + " tools read them. What helps is to destroy it.");
  }

  @Test
  void anEncryptionAndTheDiskBelowItAreBothNamed() throws Exception {
    Path disk = disk("8:0", "ata1/sda");
    tell(disk.resolve("queue/rotational"), "0\n");
    Path secret = disk("253:0", "virtual/dm-0");
    tell(secret.resolve("dm/uuid"), "CRYPT-LUKS2-0123-secret\n");
    tell(secret.resolve("dm/name"), "secret\n");
    Files.createDirectories(secret.resolve("slaves"));
    Files.createSymbolicLink(secret.resolve("slaves/sda"), disk);
    Medium medium = medium("253:0", "ext4", "/dev/mapper/secret", "rw");
    assertEquals(
        "secret is encrypted (dm-crypt): without its key, nobody reads what is left below it.",
        medium.sentences().get(1));
    assertEquals(3, medium.sentences().size());
    assertEquals(Effect.MAY_REMAIN, medium.effect());
  }

  @Test
  void aFileAsADiskIsNamed() throws Exception {
    tell(disk("7:0", "virtual/loop0").resolve("loop/backing_file"), "/home/image\n");
    assertSays(
        medium("7:0", "ext4", "/dev/loop0", "rw"),
        Effect.UNKNOWN,
        IN_PLACE,
        "The disk is a file, /home/image: what the file system of that makes of overwriting counts,"
            + " too.");
  }

  /** It has a number that no disk has; its source names one. */
  @Test
  void copyOnWriteIsNoOverwriting() throws Exception {
    tell(disk("8:2", "ata1/sda").resolve("queue/rotational"), "1\n");
    Medium medium = medium("0:30", "btrfs", "/dev/sda", "rw");
    assertEquals(Effect.MAY_REMAIN, medium.effect());
    assertEquals(
        "It never overwrites in place (copy on write): the old content stays in free blocks until"
            + " they are used again, and in snapshots.",
        medium.sentences().getFirst());
    assertEquals(2, medium.sentences().size());
  }

  @ParameterizedTest
  @CsvSource({
    "xfs, UNKNOWN",
    "zfs, MAY_REMAIN",
    "overlay, MAY_REMAIN",
    "nfs4, UNKNOWN",
    "9p, UNKNOWN",
    "fuse.sshfs, UNKNOWN",
    "somefs, UNKNOWN"
  })
  void whatCannotBeKnownIsNotPromised(String type, Effect effect) {
    assertEquals(effect, medium("0:30", type, "none", "rw").effect());
  }

  @Test
  void theWholeIsOneLine() {
    assertEquals(
        "overlay at /m: What was wiped is the upper layer's copy: a file of a lower layer is still"
            + " there.",
        medium("0:9", "overlay", "overlay", "rw").inWords());
  }
}
