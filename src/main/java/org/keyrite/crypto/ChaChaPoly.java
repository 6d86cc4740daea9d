package org.keyrite.crypto;

/**
 * ChaCha20-Poly1305 (RFC 8439), without associated data, as fast as this machine can. The only
 * class that knows which implementation does the work; both operations are pure functions of their
 * arguments and may run on any thread.
 */
final class ChaChaPoly {
  static final int KEY_LENGTH = 32;
  static final int NONCE_LENGTH = 12;
  static final int TAG_LENGTH = Poly1305.TAG_LENGTH;

  private static final ChaCha20Poly1305 CIPHER = new ChaCha20Poly1305(ChaCha20.fastest());
  private static final byte[] NO_ASSOCIATED_DATA = {};

  private ChaChaPoly() {}

  /** Writes {@code length + TAG_LENGTH} bytes. The two arrays must not be the same. */
  static void seal(
      byte[] key, byte[] nonce, byte[] plaintext, int from, int length, byte[] sealed, int to) {
    CIPHER.seal(key, nonce, NO_ASSOCIATED_DATA, plaintext, from, length, sealed, to);
  }

  /**
   * Writes {@code length - TAG_LENGTH} bytes if the tag is right.
   *
   * @return false if it is not; nothing is written then
   */
  static boolean open(
      byte[] key, byte[] nonce, byte[] sealed, int from, int length, byte[] plaintext, int to) {
    return CIPHER.open(key, nonce, NO_ASSOCIATED_DATA, sealed, from, length, plaintext, to);
  }
}
