package org.keyrite.escrow;

import java.nio.charset.StandardCharsets;
import org.keyrite.crypto.SecretBytes;

/** Texts of tests, which are no secrets. */
final class Ascii {
  private Ascii() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static SecretBytes secret(String text) {
    return new SecretBytes(bytes(text));
  }

  static String text(SecretBytes secret) {
    return new String(secret.bytes(), StandardCharsets.US_ASCII);
  }

  static String words(Share share) {
    try (ShareWords words = share.words();
        SecretBytes text = words.text()) {
      return text(text);
    }
  }
}
