package org.keyrite.crypto.sealing;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.DefaultBufferedBlockCipher;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.generators.BCrypt;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.modes.SICBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.keyrite.crypto.SecretBytes;

/**
 * How OpenSSH encrypts a private key: AES-256 with a key and an initial vector from bcrypt_pbkdf.
 * Specification: PROTOCOL.key of OpenSSH.
 */
public final class OpenSshCipher {
  /** In bytes: what is encrypted is a multiple of this. */
  public static final int BLOCK_LENGTH = 16;

  /** Half a minute on a slow machine. ssh-keygen's own default is 24. */
  public static final int MAX_ROUNDS = 1024;

  private static final int KEY_LENGTH = 32;

  private OpenSshCipher() {}

  /** Whether a cipher is known by this name. */
  public static boolean isKnown(String name) {
    return name.equals("aes256-ctr") || name.equals("aes256-cbc");
  }

  /**
   * Decrypts. A wrong passphrase is not noticed here: what comes out is then noise.
   *
   * @param name one of the known ciphers
   * @param rounds from 1 to {@link #MAX_ROUNDS}
   * @return empty if the length is not one that the cipher gives
   */
  public static Optional<SecretBytes> decrypt(
      String name, SecretBytes passphrase, byte[] salt, int rounds, byte[] encrypted) {
    if (encrypted.length % BLOCK_LENGTH != 0) {
      return Optional.empty();
    }
    try (SecretBytes derived =
        new SecretBytes(
            BCrypt.pbkdfGenerate(passphrase.bytes(), salt, rounds, KEY_LENGTH + BLOCK_LENGTH))) {
      DefaultBufferedBlockCipher cipher =
          name.equals("aes256-ctr")
              ? new DefaultBufferedBlockCipher(SICBlockCipher.newInstance(AESEngine.newInstance()))
              : new DefaultBufferedBlockCipher(CBCBlockCipher.newInstance(AESEngine.newInstance()));
      byte[] vector = Arrays.copyOfRange(derived.bytes(), KEY_LENGTH, KEY_LENGTH + BLOCK_LENGTH);
      cipher.init(
          false, new ParametersWithIV(new KeyParameter(derived.bytes(), 0, KEY_LENGTH), vector));
      byte[] plain = new byte[encrypted.length];
      int written = cipher.processBytes(encrypted, 0, encrypted.length, plain, 0);
      cipher.doFinal(plain, written);
      return Optional.of(new SecretBytes(plain));
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("these modes do not check anything", e);
    }
  }
}
