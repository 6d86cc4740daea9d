package org.keyrite.crypto.sealing;

import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.keyrite.crypto.SecretBytes;

/**
 * The secret of an Ed25519 key (RFC 8032): a seed of 32 bytes. It signs nothing here; its scalar
 * serves for X25519.
 */
public final class Ed25519Secret implements SshSecret {
  /** In bytes. */
  public static final int LENGTH = 32;

  private final SecretBytes seed;

  private Ed25519Secret(byte[] seed) {
    this.seed = new SecretBytes(seed, LENGTH);
  }

  /**
   * A known secret.
   *
   * @param seed {@link #LENGTH} bytes; copied, so the caller still has to wipe its own
   */
  public static Ed25519Secret copyOf(byte[] seed) {
    return new Ed25519Secret(seed.clone());
  }

  /** The public key, {@link Ed25519PublicKey#LENGTH} bytes. */
  public byte[] publicKey() {
    byte[] key = new byte[Ed25519PublicKey.LENGTH];
    Ed25519.generatePublicKey(seed.bytes(), 0, key, 0);
    return key;
  }

  /** The same scalar as an X25519 secret: the first half of the seed's SHA-512 (section 5.1.5). */
  public X25519Secret toX25519() {
    SHA512Digest digest = new SHA512Digest();
    digest.update(seed.bytes(), 0, LENGTH);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    byte[] scalar = Arrays.copyOf(hash, X25519Secret.LENGTH);
    try {
      return X25519Secret.copyOf(scalar);
    } finally {
      Arrays.fill(hash, (byte) 0);
      Arrays.fill(scalar, (byte) 0);
    }
  }

  @Override
  public void close() {
    seed.close();
  }

  @Override
  public String toString() {
    return "Ed25519Secret(secret)";
  }
}
