package org.keyrite.signature;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What one signature turned out to be. Text in it may come from outside; the renderer escapes it.
 */
public sealed interface Finding {
  /**
   * A pinned key made it over exactly these bytes, and may have made it: both when it was made and
   * now.
   *
   * @param key the pinned key; where a subkey made the signature, its primary key
   * @param madeBy the fingerprint of the key that made it, which for a subkey is its own
   * @param made when, as the signature itself says under its own protection; empty where the scheme
   *     does not say
   * @param algorithm the algorithm and the hash, such as {@code Ed25519, SHA-512}
   * @param comment what the signer said under the signature's protection (minisign's trusted
   *     comment); else empty
   * @param file the name of the file that it was made for, as the signer's machine said under the
   *     same protection; empty where it says none
   */
  record Good(
      KeyName key,
      String madeBy,
      Optional<Instant> made,
      String algorithm,
      String comment,
      Optional<String> file)
      implements Finding {
    public Good {
      Objects.requireNonNull(key);
      Objects.requireNonNull(made);
      Objects.requireNonNull(file);
    }

    /** A signature that does not say what file it was made for. */
    public Good(
        KeyName key, String madeBy, Optional<Instant> made, String algorithm, String comment) {
      this(key, madeBy, made, algorithm, comment, Optional.empty());
    }
  }

  /**
   * It counts for nothing.
   *
   * @param key the pinned key that it names; empty where it names none of them
   * @param rejection the kind of reason, for programs
   * @param sentence the reason for people: one sentence with a full stop
   */
  record Rejected(Optional<KeyName> key, Rejection rejection, String sentence) implements Finding {
    public Rejected {
      Objects.requireNonNull(key);
      Objects.requireNonNull(rejection);
      Objects.requireNonNull(sentence);
    }
  }
}
