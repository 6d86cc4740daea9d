package org.keyrite.cli.machine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.keyrite.testing.Tools;

/**
 * An ext4 in a file, mounted; needs root.
 *
 * @param file which can be searched from outside
 * @param folder where it is mounted
 */
record DiskImage(Path file, Path folder) implements AutoCloseable {
  /** Makes one below a folder, mounted with these options. */
  DiskImage(Path top, String options) throws IOException {
    this(top.resolve("image"), Files.createDirectory(top.resolve("disk")));
    requireRoot();
    Tools.require("mkfs.ext4");
    WipeIT.shell(
        "truncate -s 48M \"$1\" && mkfs.ext4 -q -b 4096 -F \"$1\""
            + " && mount -o loop,\"$3\" \"$1\" \"$2\"",
        file,
        folder,
        options);
  }

  /** Goes on only for who can mount. */
  static void requireRoot() {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can mount");
  }

  /** Whether a text is anywhere on it, once everything has been written. */
  boolean holds(String text) throws IOException {
    WipeIT.shell("sync && sync -f \"$1\"", folder);
    return Files.readString(file, ISO_8859_1).contains(text);
  }

  @Override
  public void close() {
    WipeIT.shell("umount \"$1\"", folder);
  }
}
