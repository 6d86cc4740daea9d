package org.keyrite.escrow.slip39;

import java.nio.charset.StandardCharsets;
import org.keyrite.crypto.SecretBytes;

/** Texts of tests, which are no secrets. */
public final class Ascii {
  private Ascii() {}

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static SecretBytes secret(String text) {
    return new SecretBytes(bytes(text));
  }

  public static String text(SecretBytes secret) {
    return new String(secret.bytes(), StandardCharsets.US_ASCII);
  }

  public static String words(Share share) {
    try (ShareWords words = share.words();
        SecretBytes text = words.text()) {
      return text(text);
    }
  }
}
