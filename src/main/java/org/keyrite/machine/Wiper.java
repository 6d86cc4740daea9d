package org.keyrite.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrite.os.Held;
import org.keyrite.os.Mount;

/**
 * Wipes a workspace, which is held: what has taken its name is not touched.
 *
 * <p>Whatever a generator may have left there goes: folders without permissions, links, pipes,
 * folders nested deeper than a path can name, and files that cannot be overwritten. What was
 * mounted there is taken away, and not wiped: it may be anybody's.
 */
final class Wiper {
  /** How much of a file is overwritten where the file system does not tell what is a hole in it. */
  private static final long MOST_IN_THE_DARK = 64L << 20;

  private static final int MOST_ATTEMPTS = 5;

  private Wiper() {}

  /**
   * Wipes a directory with everything in it, but for file systems that were mounted in it.
   *
   * @param directory which stays the caller's to close
   * @param name where it is, or should be
   */
  static Wiped wipe(Held directory, Path name) {
    Optional<Path> place = directory.where();
    List<String> remaining = new ArrayList<>();
    if (!place.equals(Optional.of(name))) {
      String what = "the workspace was moved or replaced: it is no longer at " + name;
      remaining.add(
          place.map(folder -> what + ", and was wiped where it was, at " + folder).orElse(what));
    }
    place.ifPresent(folder -> remaining.addAll(mounts(folder)));
    if (!directory.isReached()) {
      return new Wiped(0, 0, remaining);
    }
    Wiped wiped = wipeAll(directory, name);
    remaining.addAll(wiped.remaining());
    place.filter(directory::isAt).ifPresent(folder -> delete(folder, remaining));
    return new Wiped(wiped.files(), wiped.overwrittenBytes(), remaining);
  }

  private static List<String> mounts(Path folder) {
    List<String> found = new ArrayList<>();
    try {
      for (Path point : Mount.within(folder)) {
        found.add(
            "a file system was mounted at "
                + point
                + (Mount.detach(point) ? "; it was taken away as it is" : ""));
      }
    } catch (IOException e) {
      found.add("the list of mounts cannot be read");
    }
    return found;
  }

  /** After a signal, another thread may create one more file between the look and the removal. */
  private static Wiped wipeAll(Held directory, Path name) {
    boolean holesAreKnown =
        Mount.at(directory.path()).filter(mount -> mount.type() == Mount.Type.TMPFS).isPresent();
    ErasureRules rules =
        ErasureRules.ofWorkspace(holesAreKnown ? Long.MAX_VALUE : MOST_IN_THE_DARK);
    Tally tally = new Tally("the workspace");
    Erasure erasure = new Erasure(rules, tally, name);
    int attempt = 0;
    do {
      tally.forgetRemaining();
      erasure.empty(directory, name);
    } while (++attempt < MOST_ATTEMPTS && !isEmpty(directory));
    return tally.wiped();
  }

  private static boolean isEmpty(Held directory) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory.path())) {
      return !entries.iterator().hasNext();
    } catch (IOException e) {
      return true;
    }
  }

  private static void delete(Path folder, List<String> remaining) {
    try {
      Files.delete(folder);
    } catch (IOException | RuntimeException e) {
      remaining.add(Tally.left(folder, e));
    }
  }
}
