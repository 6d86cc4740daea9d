package org.keyrite.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.function.Executable;

/** Lets bytes pass by a check, and states what is found. */
final class Checks {
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private Checks() {}

  /** The one finding, when the bytes pass in pieces that are not aligned with anything. */
  static Finding finding(SignatureCheck check, byte[] message) {
    for (int at = 0; at < message.length; at += 7919) {
      check.update(message, at, Math.min(7919, message.length - at));
    }
    List<Finding> findings = check.findings();
    assertEquals(1, findings.size());
    return findings.getFirst();
  }

  static Finding.Good good(Finding finding) {
    return assertInstanceOf(Finding.Good.class, finding);
  }

  static void rejected(Optional<KeyName> key, Rejection rejection, String sentence, Finding found) {
    assertEquals(new Finding.Rejected(key, rejection, sentence), found);
  }

  static void rejected(KeyName key, Rejection rejection, String sentence, Finding found) {
    rejected(Optional.of(key), rejection, sentence, found);
  }

  /** Of a file it says: {@code sentence}. */
  static void malformed(String sentence, Executable parser) {
    assertEquals(sentence, assertThrows(SignatureFormatException.class, parser).getMessage());
  }

  static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
