package org.keyrite.crypto;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Ed25519 signatures (RFC 8032, section 5.1), verified as the strictest of its readers do, so that
 * all of them agree with a yes that is given here: every number and point must be in its one
 * encoding, and the equation must hold without the cofactor.
 */
public final class Ed25519Signature {
  /** In bytes. */
  public static final int LENGTH = 64;

  private Ed25519Signature() {}

  /**
   * Whether these bytes are a public key that somebody can have made: a point in its one encoding,
   * and in the group that the base point makes. Under a point of small order, a signature can be
   * made that fits any message.
   */
  public static boolean isKey(byte[] key) {
    return key.length == Ed25519PublicKey.LENGTH && Ed25519.validatePublicKeyFull(key, 0);
  }

  /**
   * Whether a signature over a message is that of a key.
   *
   * @param key one that {@link #isKey}
   * @param length how many bytes the message has in its array
   */
  public static boolean verifies(byte[] key, byte[] signature, byte[] message, int length) {
    return isKey(key)
        && signature.length == LENGTH
        && Ed25519.verify(signature, 0, key, 0, message, 0, length);
  }
}
