package org.keyrite.signature;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.keyrite.crypto.signing.EddsaPublicKey;
import org.keyrite.crypto.signing.EddsaPublicKey.Curve;

/**
 * A public key of minisign or of signify, which write it alike: two letters for the algorithm,
 * eight bytes of a random number by which signatures name it, and an Ed25519 key. In a file, a line
 * of comment stands before it.
 */
public final class NumberedKey {
  static final String COMMENT = "untrusted comment: ";
  static final int KIND_LENGTH = 2;

  /** In bytes: the kind and the number, which stand before every key and every signature. */
  static final int HEAD_LENGTH = 10;

  /** In bytes. */
  static final int SIGNATURE_LENGTH = Curve.ED25519.signatureLength();

  private static final int LENGTH = 42;
  private static final String ED25519 = "Ed";

  private final KeyName name;
  private final byte[] number;
  private final EddsaPublicKey ed25519;

  private NumberedKey(KeyName name, byte[] number, EddsaPublicKey ed25519) {
    this.name = name;
    this.number = number;
    this.ed25519 = ed25519;
  }

  /**
   * Reads a public key: a key file of two lines, or the key's line alone, as people pass it on.
   *
   * @param scheme minisign's or signify's
   */
  public static NumberedKey parse(Scheme scheme, byte[] file) throws SignatureFormatException {
    TextLines lines = new TextLines(file, TextLines.MOST_BYTES);
    String line = lines.next("a key");
    if (line.startsWith(COMMENT)) {
      line = lines.next("a key");
    }
    lines.requireEnd("the key");
    byte[] key = TextLines.decode(line, "a key", LENGTH);
    if (!ascii(key, 0, KIND_LENGTH).equals(ED25519)) {
      throw new SignatureFormatException("has a key of another kind than Ed25519");
    }
    byte[] encoded = Arrays.copyOfRange(key, HEAD_LENGTH, LENGTH);
    EddsaPublicKey ed25519 =
        EddsaPublicKey.of(Curve.ED25519, encoded)
            .orElseThrow(
                () -> new SignatureFormatException("has a key under which anybody could sign"));
    return new NumberedKey(
        new KeyName(scheme, Base64.getEncoder().encodeToString(key)),
        Arrays.copyOfRange(key, KIND_LENGTH, HEAD_LENGTH),
        ed25519);
  }

  /** Those keys that a signature names. Nothing prevents two keys from having the same number. */
  static List<NumberedKey> named(List<NumberedKey> keys, byte[] signature) throws Refusal {
    List<NumberedKey> named =
        keys.stream()
            .filter(
                key ->
                    Arrays.equals(
                        key.number, 0, key.number.length, signature, KIND_LENGTH, HEAD_LENGTH))
            .toList();
    if (named.isEmpty()) {
      throw new Refusal(
          Optional.empty(), Rejection.UNKNOWN_KEY, "It names a key that is not pinned.");
    }
    return named;
  }

  static String ascii(byte[] bytes, int from, int to) {
    return new String(Arrays.copyOfRange(bytes, from, to), StandardCharsets.ISO_8859_1);
  }

  Finding notTheseBytes() {
    return new Finding.Rejected(
        Optional.of(name), Rejection.NOT_THESE_BYTES, "The key did not sign these bytes.");
  }

  /** The Ed25519 key, without its number, which anybody can choose. */
  public EddsaPublicKey ed25519() {
    return ed25519;
  }

  /** What it is called: its line in a key file. */
  public KeyName name() {
    return name;
  }
}
