package org.keyrite.escrow.set;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyrite.age.Fingerprint;
import org.keyrite.crypto.Joined;
import org.keyrite.crypto.Randomness;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.escrow.slip39.ShareWords;

/**
 * A record's commitment to a share, which tells nothing of it: the SHA-256 of a salt, a space and
 * its words, as {@code printf '%s %s' SALT 'WORDS' | sha256sum} shows it on any machine.
 *
 * <p>A share has 256 bits that nobody can guess, so the hash tells nothing; the salt keeps equal
 * shares of different records from being seen to be equal.
 *
 * @param salt 16 random bytes, in hex
 * @param sha256 in hex
 * @param confirmation the SHA-256 of the {@linkplain #code code} by which the share's trustee
 *     confirms it, in hex; sets of keyrite 0.1 have none
 */
public record Commitment(String salt, String sha256, Optional<String> confirmation) {
  static final int SALT_LENGTH = 16;

  private static final Pattern CODE = Pattern.compile("[0-9a-f]{20}");

  /** A commitment to a share, with a new salt. */
  static Commitment to(Share share) {
    String salt = HexFormat.of().formatHex(Randomness.bytes(SALT_LENGTH));
    return new Commitment(
        salt, hash(salt + " ", share), Optional.of(hashOfCode(code(salt, share))));
  }

  /** Whether it is the share that was given out. */
  boolean isTo(Share share) {
    return hash(salt + " ", share).equals(sha256);
  }

  /**
   * The code that only who has the share can say: 80 bits of the SHA-256 of the salt, the word
   * {@code confirmation} and its words, as five groups of four hex digits.
   */
  public String code(Share share) {
    return code(salt, share);
  }

  /** Whether a code is the share's; blanks, hyphens and capitals do not matter. */
  public boolean isConfirmedBy(String code) {
    return CODE.matcher(digits(code)).matches()
        && confirmation.equals(Optional.of(hashOfCode(code)));
  }

  private static String code(String salt, Share share) {
    return Fingerprint.of(hash(salt + " confirmation ", share));
  }

  private static String hashOfCode(String code) {
    return Sha256.hex(digits(code).getBytes(StandardCharsets.US_ASCII));
  }

  private static String digits(String code) {
    return code.replace(" ", "").replace("-", "").toLowerCase(Locale.ROOT);
  }

  private static String hash(String prefix, Share share) {
    byte[] start = prefix.getBytes(StandardCharsets.US_ASCII);
    try (ShareWords words = share.words();
        SecretBytes text = words.text()) {
      byte[] input = Joined.of(start, text.bytes());
      String hash = Sha256.hex(input);
      Arrays.fill(input, (byte) 0);
      return hash;
    }
  }
}
