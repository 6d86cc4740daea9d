package org.keyrite.crypto.sealing;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.bouncycastle.crypto.digests.SHAKEDigest;

/**
 * What the two hybrids of ML-KEM-768 have in common: who breaks one half alone learns nothing.
 *
 * <p>Specification: C2SP hpke-hybrids.
 */
final class Hybrid {
  /** In bytes. */
  static final int SECRET_LENGTH = 32;

  private Hybrid() {}

  /**
   * The secret of the whole. The post-quantum ciphertext need not be bound in, since ML-KEM's
   * secret depends on it already; the other half's values must be.
   *
   * @param label names the hybrid
   */
  static byte[] combine(
      byte[] postQuantum, byte[] classic, byte[] ciphertext, byte[] publicKey, String label) {
    SHA3Digest digest = new SHA3Digest(256);
    for (byte[] part : new byte[][] {postQuantum, classic, ciphertext, publicKey}) {
      digest.update(part, 0, part.length);
    }
    byte[] name = label.getBytes(StandardCharsets.US_ASCII);
    digest.update(name, 0, name.length);
    byte[] combined = new byte[SECRET_LENGTH];
    digest.doFinal(combined, 0);
    return combined;
  }

  /** Both halves' seeds, from the one that is kept: SHAKE256. */
  static byte[] expandSeed(byte[] seed, int length) {
    SHAKEDigest shake = new SHAKEDigest(256);
    shake.update(seed, 0, seed.length);
    byte[] expanded = new byte[length];
    shake.doFinal(expanded, 0, length);
    return expanded;
  }
}
