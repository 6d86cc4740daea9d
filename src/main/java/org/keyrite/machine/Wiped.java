package org.keyrite.machine;

import java.util.List;

/**
 * What a wipe did.
 *
 * @param files how many files were removed
 * @param overwrittenBytes how many bytes were overwritten with zeros before that
 * @param remaining what could not be removed or overwritten, each with its reason; empty after a
 *     complete wipe
 */
public record Wiped(long files, long overwrittenBytes, List<String> remaining) {
  /** The result of a wipe. */
  public Wiped {
    remaining = List.copyOf(remaining);
  }

  /** Whether nothing is left. */
  public boolean complete() {
    return remaining.isEmpty();
  }

  /** The result in one clause. */
  public String inWords() {
    return complete()
        ? (files == 1 ? "1 file" : files + " files")
            + " removed, "
            + overwrittenBytes
            + " bytes overwritten, nothing left"
        : "NOT complete: " + String.join("; ", remaining);
  }
}
