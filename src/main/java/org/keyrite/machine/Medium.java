package org.keyrite.machine;

import java.util.List;
import org.keyrite.os.MountInfo;

/**
 * What a file system and its disk make of overwriting.
 *
 * @param mount where it is
 * @param effect on the old content of a file that was overwritten
 * @param sentences about it, for people
 */
public record Medium(MountInfo mount, Effect effect, List<String> sentences) {
  /** Where the old content is, after a file was overwritten. */
  public enum Effect {
    /** It was in memory, and is overwritten. */
    OVERWRITTEN_IN_MEMORY("overwritten-in-memory"),
    /** It is overwritten on the disk, as far as the disk overwrites. */
    OVERWRITTEN_IN_PLACE("overwritten-in-place"),
    /** It can still be there, for a while or for ever. */
    MAY_REMAIN("may-remain"),
    /** Nobody here can tell. */
    UNKNOWN("unknown");

    private final String word;

    Effect(String word) {
      this.word = word;
    }

    /** For programs. */
    public String word() {
      return word;
    }

    /** The worse of two. */
    Effect and(Effect other) {
      if (this == MAY_REMAIN || other == MAY_REMAIN) {
        return MAY_REMAIN;
      }
      return this == UNKNOWN ? this : other;
    }
  }

  /** In one line: the file system, where it is, and what it makes of it. */
  public String inWords() {
    return mount.type() + " at " + mount.point() + ": " + String.join(" ", sentences);
  }
}
