package org.keyrite.machine;

import java.io.IOException;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.keyrite.os.Held;
import org.keyrite.os.MountInfo;

/**
 * How things are wiped.
 *
 * @param inWorkspace everything goes, also what cannot be overwritten, and nothing is on a disk.
 *     Otherwise, what cannot be overwritten stays where it is
 * @param longestStretch how many bytes of a stretch are overwritten: a file can claim to be larger
 *     than the memory, where the file system does not tell what is a hole in it
 * @param crossesMounts whether to wipe file systems that are mounted on a folder in it
 * @param overwritesLinked whether to overwrite files that have names elsewhere
 * @param hasNamesElsewhere whether a file is known to have; those are left as they are
 * @param guarded what is left, wherever it comes up
 * @param watch is told of the bytes that were overwritten after each step, and 0 between steps; it
 *     may never return
 */
record ErasureRules(
    boolean inWorkspace,
    long longestStretch,
    boolean crossesMounts,
    boolean overwritesLinked,
    Predicate<Held.Identity> hasNamesElsewhere,
    Protected guarded,
    LongConsumer watch) {

  /** Those of a workspace. */
  static ErasureRules ofWorkspace(long longestStretch) {
    return new ErasureRules(
        true, longestStretch, false, false, _ -> false, Protected.NOTHING, _ -> {});
  }

  /** Whether what is mounted there is wiped. What is no storage never is. */
  boolean crosses(Held mounted) throws IOException {
    long id = mounted.mount();
    return crossesMounts
        && MountInfo.all().stream()
            .anyMatch(mount -> mount.id() == id && !FileSystemKind.of(mount).isControl());
  }
}
