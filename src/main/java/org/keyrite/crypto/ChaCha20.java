package org.keyrite.crypto;

/**
 * The ChaCha20 cipher (RFC 8439, section 2.4), once for each kind of machine. Both give the same
 * bytes.
 *
 * <p>Its state is sixteen words: four constants, eight of the key, the block counter and three of
 * the nonce.
 */
sealed interface ChaCha20 permits ScalarChaCha20, VectorChaCha20 {
  /** The words of a state and of a block. */
  int BLOCK_WORDS = 16;

  /** In bytes. */
  int BLOCK_LENGTH = BLOCK_WORDS * Integer.BYTES;

  /** The counter's place in the state. */
  int COUNTER = 12;

  /** Twenty rounds: each of these is one over the columns and one over the diagonals. */
  int DOUBLE_ROUNDS = 10;

  /** The faster one on this machine. */
  static ChaCha20 fastest() {
    return VectorUnit.USABLE ? new VectorChaCha20() : new ScalarChaCha20();
  }

  /**
   * Encrypts or decrypts, from the block that the state's counter says, and moves the counter past
   * the last block that was begun.
   *
   * @param in may be {@code out} if {@code from} is {@code to}; otherwise the two ranges must not
   *     overlap
   */
  void xor(int[] state, byte[] in, int from, int length, byte[] out, int to);
}
