package org.keyrite.crypto.sealing;

import java.util.Optional;
import org.keyrite.crypto.SecretBytes;

/**
 * A key that encrypts one file key to one recipient.
 *
 * <p>The nonce is the same each time, twelve zero bytes if nothing else is said, which would be a
 * grave mistake for a key that is used twice. This one is not: it is derived from a fresh share or
 * salt for every stanza of every file.
 *
 * <p>Specification: age, "X25519 recipient stanza" and "scrypt recipient stanza"; RFC 9180, section
 * 6.1 for the types that are built on HPKE.
 */
public final class WrapKey implements AutoCloseable {
  /** The length of a wrapped file key in bytes: the key and a tag. */
  public static final int WRAPPED_LENGTH = FileKey.LENGTH + ChaCha20Poly1305.TAG_LENGTH;

  private static final byte[] ONE_TIME_NONCE = new byte[ChaCha20Poly1305.NONCE_LENGTH];

  private final SecretBytes secret;
  private final byte[] nonce;

  /** Takes ownership of the array. */
  WrapKey(byte[] bytes) {
    this(bytes, ONE_TIME_NONCE);
  }

  /** Takes ownership of both arrays. */
  WrapKey(byte[] bytes, byte[] nonce) {
    this.secret = new SecretBytes(bytes, ChaCha20Poly1305.KEY_LENGTH);
    this.nonce = nonce;
  }

  /** Encrypts a file key: {@link #WRAPPED_LENGTH} bytes. */
  public byte[] wrapFileKey(FileKey fileKey) {
    byte[] wrapped = new byte[WRAPPED_LENGTH];
    ChaCha20Poly1305.seal(secret.bytes(), nonce, fileKey.bytes(), 0, FileKey.LENGTH, wrapped, 0);
    return wrapped;
  }

  /**
   * Decrypts a file key.
   *
   * @param wrapped exactly {@link #WRAPPED_LENGTH} bytes. The caller must have refused any other
   *     length: ChaCha20-Poly1305 does not commit to its key, so a longer body could be made to
   *     decrypt under many keys and tell an attacker which of them was tried.
   * @return empty if it was wrapped with another key
   */
  public Optional<FileKey> unwrapFileKey(byte[] wrapped) {
    if (wrapped.length != WRAPPED_LENGTH) {
      throw new IllegalArgumentException("a wrapped file key of " + wrapped.length + " bytes");
    }
    byte[] fileKey = new byte[FileKey.LENGTH];
    boolean opened =
        ChaCha20Poly1305.open(secret.bytes(), nonce, wrapped, 0, wrapped.length, fileKey, 0);
    return opened ? Optional.of(new FileKey(fileKey)) : Optional.empty();
  }

  @Override
  public void close() {
    secret.close();
  }

  @Override
  public String toString() {
    return "WrapKey(secret)";
  }
}
