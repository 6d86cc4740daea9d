package org.keyrite.crypto.sealing;

import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.keyrite.os.Image;
import org.keyrite.os.OpenSsl;

/**
 * ChaCha20-Poly1305 (RFC 8439, section 2.8) without associated data: OpenSSL's in the native
 * executable, BouncyCastle's on the JVM. Both operations are pure functions of their arguments and
 * may run on any thread.
 */
final class ChaCha20Poly1305 {
  static final int KEY_LENGTH = OpenSsl.KEY_LENGTH;
  static final int NONCE_LENGTH = OpenSsl.NONCE_LENGTH;
  static final int TAG_LENGTH = OpenSsl.TAG_LENGTH;

  private ChaCha20Poly1305() {}

  /** Writes {@code length + TAG_LENGTH} bytes. The two arrays must not be the same. */
  static void seal(
      byte[] key, byte[] nonce, byte[] text, int from, int length, byte[] sealed, int to) {
    if (Image.isNative()) {
      OpenSsl.seal(key, nonce, text, from, length, sealed, to);
    } else {
      try {
        run(true, key, nonce, text, from, length, sealed, to);
      } catch (InvalidCipherTextException e) {
        throw new IllegalStateException("thrown by decryption only", e);
      }
    }
  }

  /**
   * Writes {@code length - TAG_LENGTH} bytes if the tag is right. The two arrays must not be the
   * same.
   *
   * @return false if it is not; nothing is written then
   */
  static boolean open(
      byte[] key, byte[] nonce, byte[] sealed, int from, int length, byte[] text, int to) {
    if (Image.isNative()) {
      return OpenSsl.open(key, nonce, sealed, from, length, text, to);
    }
    if (length < TAG_LENGTH) {
      return false;
    }
    // The library writes as it goes, and looks at the tag at the end.
    byte[] opened = new byte[length - TAG_LENGTH];
    try {
      run(false, key, nonce, sealed, from, length, opened, 0);
    } catch (InvalidCipherTextException e) {
      return false;
    }
    System.arraycopy(opened, 0, text, to, opened.length);
    return true;
  }

  private static void run(
      boolean seal, byte[] key, byte[] nonce, byte[] in, int from, int length, byte[] out, int to)
      throws InvalidCipherTextException {
    var cipher = new org.bouncycastle.crypto.modes.ChaCha20Poly1305();
    cipher.init(seal, new AEADParameters(new KeyParameter(key), TAG_LENGTH * Byte.SIZE, nonce));
    int written = cipher.processBytes(in, from, length, out, to);
    cipher.doFinal(out, to + written);
  }
}
