package org.keyrite.openpgp;

import java.time.Instant;

/** OpenPGP's times: whole seconds since 1970 (section 3.5). */
final class Seconds {
  private Seconds() {}

  /** As a sentence has it, such as {@code 2026-11-22T12:00:00Z}. */
  static String date(long seconds) {
    return Instant.ofEpochSecond(seconds).toString();
  }
}
