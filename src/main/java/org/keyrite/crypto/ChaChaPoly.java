package org.keyrite.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * ChaCha20-Poly1305 (RFC 8439), without associated data. The only class that knows which
 * implementation does the work; both operations are pure functions of their arguments and may run
 * on any thread.
 */
final class ChaChaPoly {
  static final int KEY_LENGTH = 32;
  static final int NONCE_LENGTH = 12;
  static final int TAG_LENGTH = 16;

  private ChaChaPoly() {}

  /** Writes {@code length + TAG_LENGTH} bytes. The two arrays must not be the same. */
  static void seal(
      byte[] key, byte[] nonce, byte[] plaintext, int from, int length, byte[] sealed, int to) {
    try {
      run(true, key, nonce, plaintext, from, length, sealed, to);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("sealing does not check anything", e);
    }
  }

  /**
   * Writes {@code length - TAG_LENGTH} bytes if the tag is right.
   *
   * @return false if it is not; the plaintext array then holds nothing of the message
   */
  static boolean open(
      byte[] key, byte[] nonce, byte[] sealed, int from, int length, byte[] plaintext, int to) {
    if (length < TAG_LENGTH) {
      return false;
    }
    try {
      run(false, key, nonce, sealed, from, length, plaintext, to);
      return true;
    } catch (InvalidCipherTextException e) {
      // BouncyCastle decrypts before it has seen the tag: what it wrote is unauthenticated.
      Arrays.fill(plaintext, to, to + length - TAG_LENGTH, (byte) 0);
      return false;
    }
  }

  private static void run(
      boolean seal, byte[] key, byte[] nonce, byte[] in, int from, int length, byte[] out, int to)
      throws InvalidCipherTextException {
    ChaCha20Poly1305 cipher = new ChaCha20Poly1305();
    cipher.init(seal, new ParametersWithIV(new KeyParameter(key), nonce));
    int written = cipher.processBytes(in, from, length, out, to);
    cipher.doFinal(out, to + written);
  }
}
