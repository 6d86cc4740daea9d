package org.keyrite.crypto.sealing;

import java.security.MessageDigest;
import org.keyrite.crypto.Randomness;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.crypto.hash.HkdfSha256;
import org.keyrite.crypto.hash.HmacSha256;

/**
 * The 128-bit key of one age file, from which the header's MAC key and the payload key are derived.
 *
 * <p>Specification: age, "File key", "Header MAC", "Payload".
 */
public final class FileKey implements AutoCloseable {
  /** In bytes. */
  public static final int LENGTH = 16;

  private final SecretBytes secret;

  /** Takes ownership of the array. */
  FileKey(byte[] bytes) {
    this.secret = new SecretBytes(bytes, LENGTH);
  }

  /** A new key, for one file and no other. */
  public static FileKey generate() {
    return new FileKey(Randomness.bytes(LENGTH));
  }

  /**
   * A key that something outside of this program has unwrapped.
   *
   * @param bytes 16 bytes; copied, so the caller still has to wipe its own
   */
  public static FileKey copyOf(byte[] bytes) {
    return new FileKey(bytes.clone());
  }

  /**
   * HMAC-SHA-256 over the header, under a key derived from this one.
   *
   * @param header the header's bytes up to and including the {@code ---} mark
   * @return 32 bytes
   */
  public byte[] headerMac(byte[] header) {
    try (SecretBytes key = derive(HkdfSha256.NO_SALT, "header")) {
      return HmacSha256.of(key.bytes(), header);
    }
  }

  /** Whether {@code mac} is the header's, compared in constant time. */
  public boolean authenticates(byte[] header, byte[] mac) {
    return MessageDigest.isEqual(headerMac(header), mac);
  }

  /**
   * The key of the payload that starts with this nonce.
   *
   * @param nonce 16 bytes, random, new for every file
   */
  public PayloadKey payloadKey(byte[] nonce) {
    return new PayloadKey(derive(nonce, "payload"));
  }

  /** A copy of the key, which the caller must wipe. For a plugin, which wraps it by itself. */
  public byte[] exposeSecret() {
    return secret.bytes().clone();
  }

  /** The key itself, for {@link WrapKey} to wrap. */
  public byte[] bytes() {
    return secret.bytes();
  }

  private SecretBytes derive(byte[] salt, String info) {
    byte[] derived = HkdfSha256.derive(secret.bytes(), salt, info);
    return new SecretBytes(derived, derived.length);
  }

  @Override
  public void close() {
    secret.close();
  }

  @Override
  public String toString() {
    return "FileKey(secret)";
  }
}
