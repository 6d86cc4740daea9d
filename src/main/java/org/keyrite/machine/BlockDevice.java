package org.keyrite.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrite.files.BoundedFile;
import org.keyrite.machine.Medium.Effect;
import org.keyrite.os.MountInfo;

/**
 * A disk, or what stands for one: an encryption, a file that is a disk.
 *
 * @param folder what the kernel tells of it, below {@code /sys}
 */
record BlockDevice(Path folder) {
  /** Disks on disks on disks: more than anybody has. */
  private static final int MOST_LAYERS = 16;

  /** What is told in a file is a page at most. */
  private static final int MOST_BYTES = 1 << 16;

  /**
   * The disks that a file system is on: those at the bottom, and the encryptions between.
   *
   * @param sys where the kernel tells of devices
   * @return empty if the kernel does not tell
   */
  static List<Path> of(Path sys, MountInfo mount) {
    List<Path> found = new ArrayList<>();
    try {
      Path device = sys.resolve("dev/block").resolve(mount.device());
      if (!Files.exists(device)) {
        // A file system that can be on several disks has a number of its own.
        Path source = Path.of(mount.source());
        Path name = Files.exists(source) ? source.toRealPath() : source;
        device = sys.resolve("class/block").resolve(String.valueOf(name.getFileName()));
      }
      if (mount.source().startsWith("/dev/") || !mount.device().startsWith("0:")) {
        add(device.toRealPath(), found, 0);
      }
    } catch (IOException e) {
      // It does not tell.
    }
    return found;
  }

  private static void add(Path device, List<Path> found, int layer) throws IOException {
    // What is told of a partition is told of its disk.
    Path disk = Files.exists(device.resolve("partition")) ? device.getParent() : device;
    List<Path> below = new ArrayList<>();
    if (Files.isDirectory(disk.resolve("slaves"))) {
      try (DirectoryStream<Path> slaves = Files.newDirectoryStream(disk.resolve("slaves"))) {
        for (Path slave : slaves) {
          below.add(slave.toRealPath());
        }
      }
    }
    if ((below.isEmpty() || new BlockDevice(disk).isEncrypted()) && !found.contains(disk)) {
      found.add(disk);
    }
    for (Path slave : layer == MOST_LAYERS ? List.<Path>of() : below) {
      add(slave, found, layer + 1);
    }
  }

  private Optional<String> told(String file) {
    try {
      return Optional.of(
          new String(BoundedFile.bytes(folder.resolve(file), MOST_BYTES), StandardCharsets.UTF_8)
              .strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private boolean is(String file) {
    return told(file).filter("1"::equals).isPresent();
  }

  private String name() {
    return folder.getFileName().toString();
  }

  private boolean isEncrypted() {
    return told("dm/uuid").filter(uuid -> uuid.startsWith("CRYPT-")).isPresent();
  }

  private boolean isBehindUsb() {
    return folder.toString().contains("/usb");
  }

  private boolean isCard() {
    return name().startsWith("mmcblk") || name().startsWith("mtdblock");
  }

  private boolean isVirtual() {
    return name().startsWith("vd")
        || name().startsWith("xvd")
        || folder.toString().contains("/virtio")
        || told("device/vendor")
            .filter(List.of("QEMU", "VMware", "VBOX", "Msft")::contains)
            .isPresent();
  }

  /** What it makes of overwriting. */
  Effect effect() {
    if (isEncrypted()) {
      return Effect.OVERWRITTEN_IN_PLACE; // The disk below it says what it makes of that.
    }
    if (told("loop/backing_file").isPresent() || isVirtual()) {
      return Effect.UNKNOWN;
    }
    if (isBehindUsb() || isCard() || is("removable")) {
      return Effect.MAY_REMAIN;
    }
    return told("queue/rotational")
        .map(turns -> turns.equals("1") ? Effect.OVERWRITTEN_IN_PLACE : Effect.MAY_REMAIN)
        .orElse(Effect.UNKNOWN);
  }

  /** The same for people. */
  String sentence() {
    if (isEncrypted()) {
      return told("dm/name").orElse(name())
          + " is encrypted (dm-crypt): without its key, nobody reads what is left below it.";
    }
    Optional<String> file = told("loop/backing_file");
    if (file.isPresent()) {
      return "The disk is a file, "
          + file.get()
          + ": what the file system of that makes of overwriting counts, too.";
    }
    if (isVirtual()) {
      return "The disk "
          + name()
          + " is a virtual machine's: what is behind it, and which copies its owner keeps, cannot be"
          + " known here.";
    }
    if (isBehindUsb() || isCard() || is("removable")) {
      return "The disk "
          + name()
          + " is a stick, a card or at USB: flash keeps old blocks where only its maker's tools read"
          + " them. What helps is to destroy it.";
    }
    return switch (told("queue/rotational").orElse("")) {
      case "1" ->
          "The disk "
              + name()
              + " says that it turns: it overwrites in place, but for sectors that it gave up.";
      case "0" ->
          "The disk "
              + name()
              + " is flash (SSD): it keeps old blocks where overwriting does not reach. What helps is"
              + " its own secure erase, or to have encrypted it from the start.";
      default -> "What kind of disk " + name() + " is cannot be known here.";
    };
  }
}
