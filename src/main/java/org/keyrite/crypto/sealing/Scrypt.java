package org.keyrite.crypto.sealing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.keyrite.crypto.Joined;
import org.keyrite.crypto.SecretBytes;

/**
 * scrypt (RFC 7914) with r = 8 and p = 1: makes a passphrase expensive to guess, in time and in
 * memory. At work factor 18 it takes 256 MiB; each step doubles both.
 */
public final class Scrypt {
  /** In bytes. */
  public static final int SALT_LENGTH = 16;

  private Scrypt() {}

  /**
   * The key that wraps a file key.
   *
   * @param label precedes the salt, and names the use
   * @param salt {@link #SALT_LENGTH} bytes, new for every file
   * @param workFactor the base-two logarithm of the cost, from 1 to 22
   * @return empty if this machine has not the memory for it
   */
  public static Optional<WrapKey> wrapKey(
      SecretBytes passphrase, String label, byte[] salt, int workFactor) {
    byte[] labeled = Joined.of(label.getBytes(StandardCharsets.US_ASCII), salt);
    try {
      return Optional.of(new WrapKey(derive(passphrase, labeled, 1 << workFactor)));
    } catch (OutOfMemoryError e) {
      // All of the memory is asked for at the start, in large pieces, so that this fails early and
      // leaves nothing half done.
      return Optional.empty();
    }
  }

  /** Section 6: PBKDF2, once, around the mixing of a single block. */
  static byte[] derive(SecretBytes passphrase, byte[] salt, int cost) {
    byte[] bytes = Pbkdf2.derive(passphrase, salt, 1, ScryptMix.BLOCK_WORDS * Integer.BYTES);
    int[] block = new int[ScryptMix.BLOCK_WORDS];
    try (ScryptMix mix = new ScryptMix(cost)) {
      IntBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
      words.get(0, block);
      mix.mix(block);
      words.put(0, block);
      return Pbkdf2.derive(passphrase, bytes, 1, ChaCha20Poly1305.KEY_LENGTH);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(block, 0);
    }
  }
}
