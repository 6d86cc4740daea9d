package org.keyrite.crypto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA512Digest;

/**
 * The key derivation of OpenBSD, by which OpenSSH protects private keys with a passphrase: PBKDF2
 * (RFC 8018) with a hash that is built from bcrypt and SHA-512, its output spread in strides.
 */
final class BcryptPbkdf {
  private static final byte[] MAGIC =
      "OxychromaticBlowfishSwatDynamite".getBytes(StandardCharsets.US_ASCII);
  private static final int HASH_LENGTH = MAGIC.length;
  private static final int EXPANSIONS = 64;
  private static final int ENCRYPTIONS = 64;

  private BcryptPbkdf() {}

  /**
   * Derives a key.
   *
   * @param passphrase not empty
   * @param rounds at least one; a round takes some milliseconds for each 32 bytes of output
   */
  static byte[] derive(byte[] passphrase, byte[] salt, int rounds, int length) {
    byte[] key = new byte[length];
    byte[] hashedPassphrase = sha512(passphrase);
    int blocks = (length + HASH_LENGTH - 1) / HASH_LENGTH;
    for (int block = 0; block < blocks; block++) {
      byte[] counter = ByteBuffer.allocate(Integer.BYTES).putInt(block + 1).array();
      byte[] sum = block(hashedPassphrase, Hpke.join(salt, counter), rounds);
      for (int i = 0; i < HASH_LENGTH && i * blocks + block < length; i++) {
        key[i * blocks + block] = sum[i];
      }
      Arrays.fill(sum, (byte) 0);
    }
    Arrays.fill(hashedPassphrase, (byte) 0);
    return key;
  }

  private static byte[] block(byte[] hashedPassphrase, byte[] salt, int rounds) {
    byte[] hash = bcryptHash(hashedPassphrase, sha512(salt));
    byte[] sum = hash.clone();
    for (int round = 1; round < rounds; round++) {
      hash = bcryptHash(hashedPassphrase, sha512(hash));
      for (int i = 0; i < HASH_LENGTH; i++) {
        sum[i] ^= hash[i];
      }
    }
    return sum;
  }

  private static byte[] bcryptHash(byte[] hashedPassphrase, byte[] hashedSalt) {
    try (Blowfish cipher = new Blowfish()) {
      cipher.expand(hashedSalt, hashedPassphrase);
      for (int i = 0; i < EXPANSIONS; i++) {
        cipher.expand(hashedSalt);
        cipher.expand(hashedPassphrase);
      }
      int[] words = Blowfish.words(MAGIC);
      for (int i = 0; i < ENCRYPTIONS; i++) {
        for (int at = 0; at < words.length; at += 2) {
          cipher.encrypt(words, at);
        }
      }
      ByteBuffer hash = ByteBuffer.allocate(HASH_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
      hash.asIntBuffer().put(words);
      return hash.array();
    }
  }

  private static byte[] sha512(byte[] bytes) {
    SHA512Digest digest = new SHA512Digest();
    digest.update(bytes, 0, bytes.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return hash;
  }
}
