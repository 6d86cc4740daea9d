package org.keyrite.checksum;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.crypto.hash.StrongHash.Family;

/** What lists call the algorithms that keyrite relies on. */
final class AlgorithmNames {
  private static final Pattern SHA_2 = Pattern.compile("SHA(?:2?-)?(256|384|512)");
  private static final Pattern BLAKE2B = Pattern.compile("BLAKE2B(?:-?([0-9]{1,3}))?");

  /** In hex digits: MD5, SHA-1, SHA-224, and those of 256, 384 and 512 bits. */
  private static final Set<Integer> LENGTHS = Set.of(32, 40, 56, 64, 96, 128);

  private AlgorithmNames() {}

  /**
   * The algorithm of a tag: of coreutils, of the BSDs, of OpenSSL before and after 3.0.
   *
   * @return empty for one that no list is read for, weak or unknown
   */
  static Optional<StrongHash> ofTag(String tag) {
    String name = tag.toUpperCase(Locale.ROOT);
    Matcher sha2 = SHA_2.matcher(name);
    if (sha2.matches()) {
      return Optional.of(new StrongHash(Family.SHA_2, Integer.parseInt(sha2.group(1))));
    }
    Matcher blake2b = BLAKE2B.matcher(name);
    if (blake2b.matches()) {
      int bits = blake2b.group(1) == null ? 512 : Integer.parseInt(blake2b.group(1));
      if (bits >= 256 && bits <= 512 && bits % 8 == 0) {
        return Optional.of(new StrongHash(Family.BLAKE2B, bits));
      }
    }
    return Optional.empty();
  }

  /** Whether some tool writes hashes of so many digits. */
  static boolean isLength(int digits) {
    return LENGTHS.contains(digits);
  }
}
