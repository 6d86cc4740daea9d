package org.keyrite.crypto.sealing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bouncycastle.crypto.DataLengthException;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.encodings.OAEPEncoding;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.keyrite.crypto.Randomness;
import org.keyrite.crypto.signing.RsaPublicKey;
import org.keyrite.crypto.signing.SshPublicKey;

/**
 * An RSA private key. Its numbers are immutable objects of the library, which nothing can wipe:
 * closing only lets go of them.
 */
public final class RsaSecret implements SshSecret {
  /** In bits. Nobody should encrypt to so short a key, but whoever has may want it opened. */
  public static final int MIN_BITS = 1024;

  private final RSAPrivateCrtKeyParameters key;

  private RsaSecret(RSAPrivateCrtKeyParameters key) {
    this.key = key;
  }

  /** A key, if these numbers are one: the rest of its numbers follows from them. */
  public static Optional<RsaSecret> of(
      BigInteger modulus,
      BigInteger exponent,
      BigInteger privateExponent,
      BigInteger prime1,
      BigInteger prime2) {
    if (!RsaPublicKey.isUsable(modulus, exponent, MIN_BITS)
        || prime1.bitLength() < 2
        || prime2.bitLength() < 2
        || !prime1.multiply(prime2).equals(modulus)) {
      return Optional.empty();
    }
    BigInteger exponent1 = privateExponent.mod(prime1.subtract(BigInteger.ONE));
    BigInteger exponent2 = privateExponent.mod(prime2.subtract(BigInteger.ONE));
    try {
      BigInteger coefficient = prime2.modInverse(prime1);
      return Optional.of(
          new RsaSecret(
              new RSAPrivateCrtKeyParameters(
                  modulus,
                  exponent,
                  privateExponent,
                  prime1,
                  prime2,
                  exponent1,
                  exponent2,
                  coefficient)));
    } catch (ArithmeticException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The public half. */
  public SshPublicKey publicKey() {
    return SshPublicKey.rsa(key.getPublicExponent(), key.getModulus());
  }

  /**
   * Decrypts a file key.
   *
   * @param label names the use
   * @return empty if this is not a file key that was encrypted to this key for this use
   */
  public Optional<FileKey> unwrapFileKey(byte[] wrapped, String label) {
    if (wrapped.length != (key.getModulus().bitLength() + 7) / 8) {
      return Optional.empty();
    }
    return decrypt(wrapped, RsaOaep.cipher(label.getBytes(StandardCharsets.US_ASCII)))
        .filter(opened -> opened.length == FileKey.LENGTH)
        .map(FileKey::new);
  }

  Optional<byte[]> decrypt(byte[] wrapped, OAEPEncoding cipher) {
    cipher.init(false, new ParametersWithRandom(key, Randomness.source()));
    try {
      return Optional.of(cipher.processBlock(wrapped, 0, wrapped.length));
    } catch (InvalidCipherTextException | DataLengthException e) {
      return Optional.empty();
    } catch (IllegalStateException e) {
      // The library's check of its own result: it fails when the numbers do not belong together.
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    key.destroy();
  }

  @Override
  public String toString() {
    return "RsaSecret(secret)";
  }
}
