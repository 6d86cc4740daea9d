package org.keyrite.crypto.sealing;

import java.nio.charset.StandardCharsets;
import org.keyrite.crypto.Joined;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.crypto.hash.HkdfSha256;

/**
 * HPKE (RFC 9180) as age uses it: mode Base, HKDF-SHA256, ChaCha20-Poly1305, no associated data,
 * one message for each encapsulation.
 *
 * <p>BouncyCastle has HPKE too, but with every KEM and curve that it knows, which makes the
 * executable 1.7 MiB larger, and it does not wipe what it derives. A test holds this against it.
 */
final class Hpke {
  private static final int HKDF_SHA256 = 0x0001;
  private static final int CHACHA20_POLY1305 = 0x0003;
  private static final byte MODE_BASE = 0;
  private static final byte[] NOTHING = {};

  private Hpke() {}

  /**
   * The key and the nonce of the first message (section 5.1).
   *
   * @param kem the number of the KEM that gave the secret
   * @param shared 32 bytes, which the caller still has to wipe
   * @param info names the use, so that no use's key is another's
   */
  static WrapKey wrapKey(int kem, byte[] shared, String info) {
    byte[] suite =
        Joined.of(ascii("HPKE"), number(kem), number(HKDF_SHA256), number(CHACHA20_POLY1305));
    byte[] context =
        Joined.of(
            new byte[] {MODE_BASE},
            labeledExtract(suite, NOTHING, "psk_id_hash", NOTHING),
            labeledExtract(suite, NOTHING, "info_hash", ascii(info)));
    byte[] secret = labeledExtract(suite, shared, "secret", NOTHING);
    try (SecretBytes wiped = new SecretBytes(secret)) {
      return new WrapKey(
          labeledExpand(suite, wiped.bytes(), "key", context, ChaCha20Poly1305.KEY_LENGTH),
          labeledExpand(
              suite, wiped.bytes(), "base_nonce", context, ChaCha20Poly1305.NONCE_LENGTH));
    }
  }

  /**
   * What a Diffie-Hellman KEM makes of an agreement's result (section 4.1).
   *
   * @param context both parties' public keys
   */
  static byte[] extractAndExpand(int kem, byte[] agreed, byte[] context) {
    byte[] suite = Joined.of(ascii("KEM"), number(kem));
    try (SecretBytes key = new SecretBytes(labeledExtract(suite, NOTHING, "eae_prk", agreed))) {
      return labeledExpand(suite, key.bytes(), "shared_secret", context, HkdfSha256.OUTPUT_LENGTH);
    }
  }

  private static byte[] labeledExtract(byte[] suite, byte[] salt, String label, byte[] inputKey) {
    return HkdfSha256.extract(salt, Joined.of(ascii("HPKE-v1"), suite, ascii(label), inputKey));
  }

  private static byte[] labeledExpand(
      byte[] suite, byte[] key, String label, byte[] info, int length) {
    return HkdfSha256.expand(
        key, Joined.of(number(length), ascii("HPKE-v1"), suite, ascii(label), info), length);
  }

  private static byte[] number(int value) {
    return new byte[] {(byte) (value >>> 8), (byte) value};
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
