package org.keyrite.trust;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keyrite.crypto.HashAlgorithm;

/** What a list of checksums can be said to hold. It is said, and not guessed from the list. */
public final class ListKind {
  private static final Map<String, HashAlgorithm> KINDS =
      new TreeMap<>(
          Map.of(
              "sha256", HashAlgorithm.SHA_256,
              "sha384", HashAlgorithm.SHA_384,
              "sha512", HashAlgorithm.SHA_512,
              "blake2b", HashAlgorithm.BLAKE2B_512));

  private ListKind() {}

  /** The hash of a word in a policy or an option. */
  public static Optional<HashAlgorithm> of(String word) {
    return Optional.ofNullable(KINDS.get(word));
  }

  /** The words, as a list in a sentence. */
  public static String words() {
    return String.join(", ", KINDS.keySet());
  }
}
