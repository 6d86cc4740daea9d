package org.keyrite.checksum;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.crypto.hash.StrongHash.Family;

/** What lists call the algorithms, and which are too weak for anyone to rely on. */
final class AlgorithmNames {
  private static final Pattern SHA_2 = Pattern.compile("SHA(?:2?-)?(256|384|512)");
  private static final Pattern BLAKE2B = Pattern.compile("BLAKE2B(?:-?([0-9]{1,3}))?");
  private static final Pattern WEAK =
      Pattern.compile(
          "MD[0-9]|SHA-?[01]?|SHA(?:2-|3-)?-?224|SHA(?:2-)?512[/-]224|(?:RMD|RIPEMD)-?[0-9]*"
              + "|CRC.*|SYSV|TIGER.*");

  /** In hex digits: CRC-32, MD5, SHA-1, SHA-224. */
  private static final List<Integer> WEAK_LENGTHS = List.of(8, 32, 40, 56);

  private AlgorithmNames() {}

  /** The algorithm of a tag: of coreutils, of the BSDs, of OpenSSL before and after 3.0. */
  static StrongHash ofTag(String tag, int line) throws ChecksumFormatException {
    String name = tag.toUpperCase(Locale.ROOT);
    Matcher sha2 = SHA_2.matcher(name);
    if (sha2.matches()) {
      return new StrongHash(Family.SHA_2, Integer.parseInt(sha2.group(1)));
    }
    Matcher blake2b = BLAKE2B.matcher(name);
    if (blake2b.matches()) {
      int bits = blake2b.group(1) == null ? 512 : Integer.parseInt(blake2b.group(1));
      if (bits >= 256 && bits <= 512 && bits % 8 == 0) {
        return new StrongHash(Family.BLAKE2B, bits);
      }
    }
    if (blake2b.matches() || WEAK.matcher(name).matches()) {
      throw weak(line);
    }
    throw new ChecksumFormatException("has a kind of hash in line " + line + " that is not known");
  }

  /** The algorithm of a hash that has no tag. */
  static StrongHash ofLength(int digits, Optional<StrongHash> stated, int line)
      throws ChecksumFormatException {
    if (WEAK_LENGTHS.contains(digits)) {
      throw weak(line);
    }
    if (stated.isPresent()) {
      return stated.get();
    }
    return switch (digits) {
      case 64 -> StrongHash.SHA_256;
      case 96 -> StrongHash.SHA_384;
      case 128 ->
          throw new ChecksumFormatException(
              "has a hash of 128 digits in line "
                  + line
                  + ", and does not say whether it is SHA-512 or BLAKE2b");
      default ->
          throw new ChecksumFormatException(
              "has a hash of " + digits + " digits in line " + line + ", and none has so many");
    };
  }

  private static ChecksumFormatException weak(int line) {
    return new ChecksumFormatException(
        "has a hash in line " + line + " that is too weak to prove anything");
  }
}
