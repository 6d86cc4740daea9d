package org.keyrite.crypto.sealing;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.crypto.hash.HmacSha256;

/**
 * PBKDF2 (RFC 8018, section 5.2) with HMAC-SHA-256. It makes a passphrase slower to guess, but
 * costs no memory: for a format that prescribes it, where {@link Scrypt} cannot be chosen.
 *
 * <p>Its loop is ours, since the library's leaves the password's pads and the key in memory.
 */
public final class Pbkdf2 {
  private Pbkdf2() {}

  /**
   * Derives a key.
   *
   * @param iterations at least one; a million takes about half a second
   * @param length in bytes; each 32 of them take all the iterations
   * @return the key, which the caller must wipe
   */
  public static byte[] derive(SecretBytes password, byte[] salt, int iterations, int length) {
    byte[] key = new byte[length];
    try (HmacSha256 hmac = new HmacSha256(password.bytes())) {
      for (int from = 0, block = 1; from < length; from += HmacSha256.LENGTH, block++) {
        byte[] sum = block(hmac, salt, block, iterations);
        System.arraycopy(sum, 0, key, from, Math.min(sum.length, length - from));
        Arrays.fill(sum, (byte) 0);
      }
    }
    return key;
  }

  private static byte[] block(HmacSha256 hmac, byte[] salt, int block, int iterations) {
    byte[] code = new byte[HmacSha256.LENGTH];
    hmac.update(salt).update(ByteBuffer.allocate(Integer.BYTES).putInt(block).array());
    hmac.finish(code);
    byte[] sum = code.clone();
    for (int i = 1; i < iterations; i++) {
      hmac.update(code).finish(code);
      for (int at = 0; at < sum.length; at++) {
        sum[at] ^= code[at];
      }
    }
    Arrays.fill(code, (byte) 0);
    return sum;
  }
}
