package org.keyrite.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.keyrite.age.Bech32;

/**
 * A secret in the forms in which it could lie about. Each form is looked for in pieces, so that a
 * copy of which a part was overwritten is found as well.
 */
final class Secret {
  private static final String PREFIX = "AGE-SECRET-KEY-";

  /** Words in a row: in a wordlist these never follow each other. */
  private static final int WORDS = 6;

  private final List<byte[]> pieces = new ArrayList<>();

  private Secret() {}

  /** Bytes as they are, in hexadecimal and in base64. */
  static Secret ofBytes(byte[] bytes) {
    Secret secret = new Secret();
    secret.addHalves(bytes);
    String hex = HexFormat.of().formatHex(bytes);
    secret.addHalves(hex.getBytes(US_ASCII));
    secret.addHalves(hex.toUpperCase(Locale.ROOT).getBytes(US_ASCII));
    for (int shift = 0; shift < 3; shift++) {
      // Whatever stands before and after: the digits between do not depend on it.
      byte[] shifted = new byte[shift + bytes.length];
      System.arraycopy(bytes, 0, shifted, shift, bytes.length);
      String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      secret.addHalves(base64.substring(4, base64.length() - 4).getBytes(US_ASCII));
    }
    return secret;
  }

  /** An age identity, as {@code AGE-SECRET-KEY-1…}: that text, and the bytes in it. */
  static Secret ofIdentity(String text) throws Exception {
    Secret secret = ofBytes(Bech32.decode(PREFIX, text.getBytes(US_ASCII), "the identity"));
    secret.addHalves(text.substring(PREFIX.length() + 1).getBytes(US_ASCII));
    return secret;
  }

  /** A share, as words. */
  static Secret ofWords(String words) {
    Secret secret = new Secret();
    List<String> all = List.of(words.strip().split(" ", -1));
    // The first words are the same in all shares of a set, and say nothing.
    for (int start = all.size() - WORDS; start > WORDS; start -= WORDS) {
      secret.pieces.add(String.join(" ", all.subList(start, start + WORDS)).getBytes(US_ASCII));
    }
    return secret;
  }

  /** Any identity, known or not, as text. */
  static Secret ofAnyIdentity() {
    Secret secret = new Secret();
    secret.pieces.add((PREFIX + "1").getBytes(US_ASCII));
    return secret;
  }

  private void addHalves(byte[] form) {
    pieces.add(Arrays.copyOf(form, form.length / 2));
    pieces.add(Arrays.copyOfRange(form, form.length / 2, form.length));
  }

  List<byte[]> pieces() {
    return pieces;
  }
}
