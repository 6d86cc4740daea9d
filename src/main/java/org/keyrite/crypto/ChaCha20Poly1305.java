package org.keyrite.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/**
 * The authenticated cipher of RFC 8439, section 2.8, over one of the implementations of ChaCha20.
 *
 * <p>The text is read from one array and written to another, or to the same one at the same place;
 * ranges that overlap otherwise are a bug that is not looked for. Its objects hold no key and no
 * state: any number of threads may share one.
 */
final class ChaCha20Poly1305 {
  private static final int[] CONSTANTS = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
  private static final int KEY_WORD = CONSTANTS.length;
  private static final int NONCE_WORD = ChaCha20.COUNTER + 1;

  private final ChaCha20 cipher;

  ChaCha20Poly1305(ChaCha20 cipher) {
    this.cipher = cipher;
  }

  /** Writes the ciphertext and the tag: {@code length + TAG_LENGTH} bytes. */
  void seal(
      byte[] key,
      byte[] nonce,
      byte[] associated,
      byte[] plaintext,
      int from,
      int length,
      byte[] sealed,
      int to) {
    checkLengths(key, nonce);
    Objects.checkFromIndexSize(from, length, plaintext.length);
    Objects.checkFromIndexSize(to, Math.addExact(length, Poly1305.TAG_LENGTH), sealed.length);
    int[] state = state(key, nonce);
    try (Poly1305 authenticator = authenticator(state)) {
      cipher.xor(state, plaintext, from, length, sealed, to);
      byte[] tag = tag(authenticator, associated, sealed, to, length);
      System.arraycopy(tag, 0, sealed, to + length, tag.length);
    } finally {
      Arrays.fill(state, 0);
    }
  }

  /**
   * Writes the plaintext, {@code length - TAG_LENGTH} bytes, once the tag has been found right.
   *
   * @return false if it is not; nothing is written then
   */
  boolean open(
      byte[] key,
      byte[] nonce,
      byte[] associated,
      byte[] sealed,
      int from,
      int length,
      byte[] plaintext,
      int to) {
    checkLengths(key, nonce);
    Objects.checkFromIndexSize(from, length, sealed.length);
    int textLength = length - Poly1305.TAG_LENGTH;
    if (textLength < 0) {
      return false;
    }
    Objects.checkFromIndexSize(to, textLength, plaintext.length);
    int[] state = state(key, nonce);
    try (Poly1305 authenticator = authenticator(state)) {
      byte[] tag = tag(authenticator, associated, sealed, from, textLength);
      byte[] claimed = Arrays.copyOfRange(sealed, from + textLength, from + length);
      boolean authentic = MessageDigest.isEqual(tag, claimed);
      if (authentic) {
        cipher.xor(state, sealed, from, textLength, plaintext, to);
      }
      return authentic;
    } finally {
      Arrays.fill(state, 0);
    }
  }

  private static void checkLengths(byte[] key, byte[] nonce) {
    if (key.length != ChaChaPoly.KEY_LENGTH || nonce.length != ChaChaPoly.NONCE_LENGTH) {
      throw new IllegalArgumentException(
          "a key of " + key.length + " bytes, a nonce of " + nonce.length);
    }
  }

  private static int[] state(byte[] key, byte[] nonce) {
    int[] state = Arrays.copyOf(CONSTANTS, ChaCha20.BLOCK_WORDS);
    for (int at = 0; at < key.length; at += Integer.BYTES) {
      state[KEY_WORD + at / Integer.BYTES] = LittleEndian.getInt(key, at);
    }
    for (int at = 0; at < nonce.length; at += Integer.BYTES) {
      state[NONCE_WORD + at / Integer.BYTES] = LittleEndian.getInt(nonce, at);
    }
    return state;
  }

  /** Section 2.6: the one-time key is the start of block 0. The text begins with block 1. */
  private Poly1305 authenticator(int[] state) {
    byte[] oneTimeKey = new byte[Poly1305.KEY_LENGTH];
    cipher.xor(state, oneTimeKey, 0, oneTimeKey.length, oneTimeKey, 0);
    try {
      return new Poly1305(oneTimeKey);
    } finally {
      Arrays.fill(oneTimeKey, (byte) 0);
    }
  }

  private static byte[] tag(
      Poly1305 authenticator, byte[] associated, byte[] ciphertext, int from, int length) {
    authenticator.absorb(associated, 0, associated.length);
    authenticator.absorb(ciphertext, from, length);
    authenticator.absorb(associated.length, length);
    return authenticator.tag();
  }
}
