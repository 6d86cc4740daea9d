package org.keyrite.trust;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keyrite.crypto.hash.StrongHash;

/** What a list of checksums can be said to hold. It is said, and not guessed from the list. */
public final class ListKind {
  private static final Map<String, StrongHash> KINDS =
      new TreeMap<>(
          Map.of(
              "sha256", StrongHash.SHA_256,
              "sha384", StrongHash.SHA_384,
              "sha512", StrongHash.SHA_512,
              "blake2b", StrongHash.BLAKE2B_512));

  private ListKind() {}

  /** The hash of a word in a policy or an option. */
  public static Optional<StrongHash> of(String word) {
    return Optional.ofNullable(KINDS.get(word));
  }

  /** The words, as a list in a sentence. */
  public static String words() {
    return String.join(", ", KINDS.keySet());
  }
}
