package org.keyrite.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines of the kernel's list of mounts. */
final class MountInfoTest {
  private static MountInfo read(String line) throws IOException {
    return MountInfo.in(List.of(line)).getFirst();
  }

  @Test
  void anythingElseIsNoList() {
    assertThrows(IOException.class, () -> read("41 26 7:0 / /mnt rw - ext4 /dev/loop0"));
    assertThrows(IOException.class, () -> read("one 26 7:0 / /mnt rw - ext4 /dev/loop0 rw"));
    assertThrows(IOException.class, () -> read(""));
    assertThrows(IOException.class, () -> MountInfo.in(List.of()));
  }

  @Test
  void aLineIsRead() throws IOException {
    MountInfo mount =
        read(
            "41 26 7:0 / /mnt/a\\040b rw,relatime shared:1 master:2 - ext4 /dev/loop0"
                + " rw,data=journal");
    assertEquals(
        new MountInfo(
            41, "7:0", Path.of("/mnt/a b"), "ext4", "/dev/loop0", "rw,relatime,rw,data=journal"),
        mount);
    assertTrue(mount.has("data=journal"));
    assertFalse(mount.has("data"));
  }

  @Test
  void withoutOptionalFieldsToo() throws IOException {
    assertEquals(
        new MountInfo(22, "0:21", Path.of("/s\u00fc\n"), "tmpfs", "a\\b", "ro,rw"),
        read("22 26 0:21 / /s\u00c3\u00bc\\012 ro - tmpfs a\\134b rw"));
  }

  @Test
  void aFolderIsInTheDeepestMount() throws Exception {
    assertEquals(Path.of("/proc"), MountInfo.of(Path.of("/proc/self"), MountInfo.all()).point());
    assertEquals(Path.of("/"), MountInfo.of(Path.of("/processes"), MountInfo.all()).point());
  }
}
