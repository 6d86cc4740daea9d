package org.keyrite.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * scrypt (RFC 7914) with r = 8 and p = 1: makes a passphrase expensive to guess, in time and in
 * memory. At work factor 18 it takes 256 MiB; each step doubles both.
 */
public final class Scrypt {
  /** In bytes. */
  public static final int SALT_LENGTH = 16;

  private static final int BLOCK_SIZE = 8;
  private static final int PARALLELISM = 1;

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
    byte[] labeled = Hpke.join(label.getBytes(StandardCharsets.US_ASCII), salt);
    try {
      return Optional.of(
          new WrapKey(
              SCrypt.generate(
                  passphrase.bytes(),
                  labeled,
                  1 << workFactor,
                  BLOCK_SIZE,
                  PARALLELISM,
                  ChaChaPoly.KEY_LENGTH)));
    } catch (OutOfMemoryError e) {
      // All of the memory is asked for at the start, in large pieces, so that this fails early and
      // leaves nothing half done.
      return Optional.empty();
    }
  }
}
