package org.keyrite.crypto.sealing;

import org.keyrite.crypto.SecretBytes;

/**
 * The key of one payload: seals and opens its chunks.
 *
 * <p>A chunk's place in the file is its nonce: a counter, and a flag that only the final chunk has.
 * So chunks cannot be moved, repeated, dropped or taken from another file without notice, and each
 * can be sealed or opened alone, in any order, on any thread.
 *
 * <p>Specification: age, "Payload".
 */
public final class PayloadKey implements AutoCloseable {
  /** The plaintext of every chunk but the final one, in bytes. */
  public static final int CHUNK_LENGTH = 64 * 1024;

  /** What sealing adds to a chunk, in bytes. */
  public static final int OVERHEAD = ChaCha20Poly1305.TAG_LENGTH;

  private final SecretBytes secret;

  /** Takes ownership of a secret of 32 bytes. */
  PayloadKey(SecretBytes secret) {
    this.secret = secret;
  }

  /**
   * Seals a chunk, writing {@code length + OVERHEAD} bytes to {@code sealed}.
   *
   * @param chunk the chunk's number, from zero
   * @param last whether it is the final one
   * @param plaintext a different array from {@code sealed}
   */
  public void seal(
      long chunk, boolean last, byte[] plaintext, int from, int length, byte[] sealed, int to) {
    ChaCha20Poly1305.seal(secret.bytes(), nonce(chunk, last), plaintext, from, length, sealed, to);
  }

  /**
   * Opens a chunk, writing {@code length - OVERHEAD} bytes to {@code plaintext}.
   *
   * @param chunk the chunk's number, from zero
   * @param last whether it is the final one
   * @param sealed a different array from {@code plaintext}; unchanged
   * @return false if these bytes are not this chunk; nothing is written then
   */
  public boolean open(
      long chunk, boolean last, byte[] sealed, int from, int length, byte[] plaintext, int to) {
    return ChaCha20Poly1305.open(
        secret.bytes(), nonce(chunk, last), sealed, from, length, plaintext, to);
  }

  private static byte[] nonce(long chunk, boolean last) {
    if (chunk < 0) {
      // 2^63 chunks are 2^79 bytes, so a negative number is a bug; encrypting under a repeated
      // nonce would be its worst outcome.
      throw new IllegalArgumentException("chunk " + chunk);
    }
    // Eleven bytes of big-endian counter (the top three never needed), then the flag.
    byte[] nonce = new byte[ChaCha20Poly1305.NONCE_LENGTH];
    for (int i = 0; i < Long.BYTES; i++) {
      nonce[10 - i] = (byte) (chunk >>> (8 * i));
    }
    nonce[11] = (byte) (last ? 1 : 0);
    return nonce;
  }

  @Override
  public void close() {
    secret.close();
  }

  @Override
  public String toString() {
    return "PayloadKey(secret)";
  }
}
