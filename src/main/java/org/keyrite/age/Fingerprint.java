package org.keyrite.age;

import java.nio.charset.StandardCharsets;
import org.keyrite.crypto.hash.Sha256;

/** The short form of a hash that people read to each other. */
public final class Fingerprint {
  private static final int DIGITS = 20;
  private static final int GROUP = 4;

  private Fingerprint() {}

  /** A recipient's: that of its text. */
  public static String of(Recipient recipient) {
    return of(Sha256.hex(recipient.toString().getBytes(StandardCharsets.US_ASCII)));
  }

  /**
   * The first 80 bits of a hash, as five groups of four digits: to find another recipient or plan
   * with the same takes 2^80 trials.
   *
   * @param hash a SHA-256 in hex
   */
  public static String of(String hash) {
    StringBuilder groups = new StringBuilder(hash.substring(0, GROUP));
    for (int at = GROUP; at < DIGITS; at += GROUP) {
      groups.append(' ').append(hash, at, at + GROUP);
    }
    return groups.toString();
  }
}
