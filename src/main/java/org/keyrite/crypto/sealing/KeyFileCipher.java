package org.keyrite.crypto.sealing;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.DefaultBufferedBlockCipher;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.ChaChaEngine;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.generators.BCrypt;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.SICBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.keyrite.crypto.Joined;
import org.keyrite.crypto.SecretBytes;

/**
 * How private key files are encrypted: by OpenSSH, whose {@code ssh-keygen -Z} names these ciphers
 * and which derives a key with bcrypt_pbkdf (its PROTOCOL.key), and by OpenSSL before PKCS #8, with
 * one round of MD5 (RFC 1421's {@code DEK-Info}).
 *
 * <p>For reading alone: nothing is encrypted like this here.
 */
public enum KeyFileCipher {
  AES_128_CTR("aes128-ctr", "", 16, 16),
  AES_192_CTR("aes192-ctr", "", 24, 16),
  AES_256_CTR("aes256-ctr", "", 32, 16),
  AES_128_CBC("aes128-cbc", "AES-128-CBC", 16, 16),
  AES_192_CBC("aes192-cbc", "AES-192-CBC", 24, 16),
  AES_256_CBC("aes256-cbc", "AES-256-CBC", 32, 16),
  TRIPLE_DES_CBC("3des-cbc", "DES-EDE3-CBC", 24, 8),
  DES_CBC("", "DES-CBC", 8, 8),
  AES_128_GCM("aes128-gcm@openssh.com", "", 16, 12),
  AES_256_GCM("aes256-gcm@openssh.com", "", 32, 12),
  CHACHA20_POLY1305("chacha20-poly1305@openssh.com", "", 64, 0);

  /** Half a minute on a slow machine. ssh-keygen's own default is 24. */
  public static final int MAX_ROUNDS = 1024;

  private static final int TAG_LENGTH = 16;
  private static final int SALT_LENGTH = 8;

  private final String openSshName;
  private final String pemName;
  private final int keyLength;
  private final int vectorLength;

  KeyFileCipher(String openSshName, String pemName, int keyLength, int vectorLength) {
    this.openSshName = openSshName;
    this.pemName = pemName;
    this.keyLength = keyLength;
    this.vectorLength = vectorLength;
  }

  /** The cipher that OpenSSH has under a name. */
  public static Optional<KeyFileCipher> ofOpenSsh(String name) {
    return Stream.of(values()).filter(known -> known.openSshName.equals(name)).findFirst();
  }

  /** The cipher that a {@code DEK-Info} names. */
  public static Optional<KeyFileCipher> ofPem(String name) {
    return Stream.of(values()).filter(known -> known.pemName.equals(name)).findFirst();
  }

  /** Whether a {@code DEK-Info}'s vector has this cipher's length. */
  public boolean takes(byte[] vector) {
    return vector.length == vectorLength;
  }

  /**
   * Decrypts what OpenSSH encrypted. A wrong passphrase is noticed by the ciphers that have a tag;
   * of the others noise comes out.
   *
   * @param rounds from 1 to {@link #MAX_ROUNDS}
   * @param tag what follows the ciphertext
   * @return empty if the length or the tag is not one that the cipher gives
   */
  public Optional<SecretBytes> decryptOpenSsh(
      SecretBytes passphrase, byte[] salt, int rounds, byte[] encrypted, byte[] tag) {
    try (SecretBytes derived =
        new SecretBytes(
            BCrypt.pbkdfGenerate(passphrase.bytes(), salt, rounds, keyLength + vectorLength))) {
      byte[] vector = Arrays.copyOfRange(derived.bytes(), keyLength, keyLength + vectorLength);
      return decrypt(derived.bytes(), vector, encrypted, tag);
    }
  }

  /**
   * Decrypts what OpenSSL encrypted in the old way. A wrong passphrase may give noise.
   *
   * @param vector one that this {@linkplain #takes takes}; its beginning is the salt as well
   * @return empty if the length or the padding is not one that the cipher gives
   */
  public Optional<SecretBytes> decryptPem(SecretBytes passphrase, byte[] vector, byte[] encrypted) {
    MD5Digest md5 = new MD5Digest();
    byte[] block = new byte[md5.getDigestSize()];
    try (SecretBytes key = new SecretBytes(new byte[keyLength])) {
      for (int from = 0; from < keyLength; from += block.length) {
        if (from > 0) {
          md5.update(block, 0, block.length);
        }
        md5.update(passphrase.bytes(), 0, passphrase.bytes().length);
        md5.update(vector, 0, SALT_LENGTH);
        md5.doFinal(block, 0);
        System.arraycopy(block, 0, key.bytes(), from, Math.min(block.length, keyLength - from));
      }
      return decrypt(key.bytes(), vector, encrypted, new byte[0]).flatMap(this::withoutPadding);
    } finally {
      Arrays.fill(block, (byte) 0);
    }
  }

  /** So many bytes of their own number (RFC 1423, section 1.1), which fill the last block. */
  private Optional<SecretBytes> withoutPadding(SecretBytes padded) {
    try (padded) {
      byte[] bytes = padded.bytes();
      int padding = bytes.length == 0 ? 0 : bytes[bytes.length - 1];
      if (padding < 1 || padding > vectorLength) {
        return Optional.empty();
      }
      return Optional.of(new SecretBytes(Arrays.copyOf(bytes, bytes.length - padding)));
    }
  }

  private Optional<SecretBytes> decrypt(byte[] key, byte[] vector, byte[] encrypted, byte[] tag) {
    try {
      return switch (this) {
        case AES_128_CTR, AES_192_CTR, AES_256_CTR ->
            decrypt(SICBlockCipher.newInstance(AESEngine.newInstance()), key, vector, encrypted);
        case AES_128_CBC, AES_192_CBC, AES_256_CBC ->
            decrypt(CBCBlockCipher.newInstance(AESEngine.newInstance()), key, vector, encrypted);
        case TRIPLE_DES_CBC ->
            decrypt(CBCBlockCipher.newInstance(new DESedeEngine()), key, vector, encrypted);
        case DES_CBC ->
            decrypt(CBCBlockCipher.newInstance(new DESEngine()), key, vector, encrypted);
        case AES_128_GCM, AES_256_GCM -> decryptGcm(key, vector, encrypted, tag);
        case CHACHA20_POLY1305 -> decryptChaCha(key, encrypted, tag);
      };
    } catch (InvalidCipherTextException e) {
      return Optional.empty();
    }
  }

  private Optional<SecretBytes> decrypt(
      BlockCipher mode, byte[] key, byte[] vector, byte[] encrypted)
      throws InvalidCipherTextException {
    if (encrypted.length % mode.getBlockSize() != 0) {
      return Optional.empty();
    }
    DefaultBufferedBlockCipher cipher = new DefaultBufferedBlockCipher(mode);
    cipher.init(false, new ParametersWithIV(new KeyParameter(key, 0, keyLength), vector));
    byte[] plain = new byte[encrypted.length];
    int written = cipher.processBytes(encrypted, 0, encrypted.length, plain, 0);
    cipher.doFinal(plain, written);
    return Optional.of(new SecretBytes(plain));
  }

  private Optional<SecretBytes> decryptGcm(byte[] key, byte[] nonce, byte[] encrypted, byte[] tag)
      throws InvalidCipherTextException {
    if (tag.length != TAG_LENGTH) {
      return Optional.empty();
    }
    var cipher = GCMBlockCipher.newInstance(AESEngine.newInstance());
    cipher.init(
        false,
        new AEADParameters(
            new KeyParameter(key, 0, keyLength), TAG_LENGTH * Byte.SIZE, nonce, new byte[0]));
    byte[] plain = new byte[cipher.getOutputSize(encrypted.length + tag.length)];
    byte[] sealed = Joined.of(encrypted, tag);
    int written = cipher.processBytes(sealed, 0, sealed.length, plain, 0);
    cipher.doFinal(plain, written);
    return Optional.of(new SecretBytes(plain));
  }

  /**
   * OpenSSH's own way to join the two: the tag is over the ciphertext and nothing else, with the
   * first block of a keystream whose nonce, the number of the packet, is zero here. The second half
   * of the key is for packets' lengths.
   */
  private static Optional<SecretBytes> decryptChaCha(byte[] key, byte[] encrypted, byte[] tag) {
    ChaChaEngine cipher = new ChaChaEngine();
    cipher.init(false, new ParametersWithIV(new KeyParameter(key, 0, 32), new byte[8]));
    byte[] first = new byte[64];
    cipher.processBytes(first, 0, first.length, first, 0);
    Poly1305 authenticator = new Poly1305();
    authenticator.init(new KeyParameter(first, 0, 32));
    authenticator.update(encrypted, 0, encrypted.length);
    byte[] expected = new byte[TAG_LENGTH];
    authenticator.doFinal(expected, 0);
    Arrays.fill(first, (byte) 0);
    if (!MessageDigest.isEqual(expected, tag)) {
      return Optional.empty();
    }
    byte[] plain = new byte[encrypted.length];
    cipher.processBytes(encrypted, 0, encrypted.length, plain, 0);
    return Optional.of(new SecretBytes(plain));
  }
}
