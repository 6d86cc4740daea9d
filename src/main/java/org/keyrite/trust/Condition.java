package org.keyrite.trust;

import java.util.List;
import java.util.Locale;

/**
 * Something that must hold for an artifact to be admitted.
 *
 * @param kind what it is about, for programs
 * @param clause it, or its contrary, in words; the artifact is "it" there
 * @param parts what explains it, and is not required by itself: the groups in a group that is
 *     required, each once; what is missing for it; files that are not as listed
 */
public record Condition(Kind kind, boolean met, String clause, List<Condition> parts) {
  public Condition {
    parts = List.copyOf(parts);
  }

  Condition(Kind kind, boolean met, String clause) {
    this(kind, met, clause, List.of());
  }

  /** What a condition is about. */
  public enum Kind {
    /** Its bytes can be had, and only in one version. */
    FILE,
    /** It has a required hash. */
    HASH,
    /** Nothing is asked of it, which has to be said. */
    GIVEN,
    /** A list that is admitted itself has it, with its hash. */
    LISTED,
    /** It is a list of checksums itself. */
    LIST,
    /** The files that it lists are as it says, those that the policy does not name. */
    FILES,
    /** A file that should hold its signatures does. */
    SIGNATURE_FILE,
    /** Nobody whose key is pinned has signed other bytes in its place. */
    CONTRADICTION,
    /** A required party has signed it. */
    SIGNED,
    /** Who would have to sign it. */
    LACKING;

    /** The word for it in a receipt for programs. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
