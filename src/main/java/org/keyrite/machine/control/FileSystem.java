package org.keyrite.machine.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.keyrite.machine.Machine;
import org.keyrite.os.Mount;

/**
 * A mounted file system, as the kernel lists it.
 *
 * @param kind such as {@code ext4}
 * @param source what it is on, such as {@code /dev/sda2}
 * @param readOnly whether nothing can be written there
 * @param options those of the file system itself
 */
record FileSystem(String kind, String source, boolean readOnly, String options) {
  /**
   * The one at a path.
   *
   * @param path absolute; what is not there yet will be where its folder is
   */
  static Optional<FileSystem> at(Machine machine, Path path) throws IOException {
    Path there = path;
    while (Files.notExists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    Path real = there.toRealPath();
    Optional<FileSystem> found = Optional.empty();
    int depth = -1;
    for (String line : machine.text("proc/self/mountinfo").lines().toList()) {
      // ID, parent, device, root, point, options, any number of fields, -, kind, source, options.
      List<String> fields = List.of(line.split(" ", -1));
      int dash = fields.indexOf("-");
      if (dash < 6 || fields.size() < dash + 4) {
        throw new IOException("not a list of mounts");
      }
      Path point = Path.of(Mount.unescape(fields.get(4)));
      // Of two at one point, the later one covers the other.
      if (real.startsWith(point) && point.getNameCount() >= depth) {
        depth = point.getNameCount();
        String options = fields.get(dash + 3);
        boolean readOnly = isReadOnly(fields.get(5)) || isReadOnly(options);
        found =
            Optional.of(
                new FileSystem(
                    fields.get(dash + 1), Mount.unescape(fields.get(dash + 2)), readOnly, options));
      }
    }
    return found;
  }

  private static boolean isReadOnly(String options) {
    return List.of(options.split(",", -1)).contains("ro");
  }
}
