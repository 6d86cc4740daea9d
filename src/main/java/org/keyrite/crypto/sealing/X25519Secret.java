package org.keyrite.crypto.sealing;

import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.keyrite.crypto.Randomness;
import org.keyrite.crypto.SecretBytes;

/** A Curve25519 secret (RFC 7748): an identity's, or the ephemeral one of a stanza. */
public final class X25519Secret implements AutoCloseable {
  /** Secrets and shares alike, in bytes. */
  public static final int LENGTH = 32;

  private static final byte[] BASE_POINT = basePoint();

  private final SecretBytes secret;

  private X25519Secret(byte[] bytes) {
    this.secret = new SecretBytes(bytes, LENGTH);
  }

  /** A new secret. */
  public static X25519Secret generate() {
    return new X25519Secret(Randomness.bytes(LENGTH));
  }

  /**
   * A known secret.
   *
   * @param bytes {@link #LENGTH} bytes; copied, so the caller still has to wipe its own
   */
  public static X25519Secret copyOf(byte[] bytes) {
    return new X25519Secret(bytes.clone());
  }

  /**
   * The public share, {@link #LENGTH} bytes.
   *
   * <p>Through the same ladder as an agreement. BouncyCastle's faster way needs a table that costs
   * more to build than a run, which wants one or two shares, would ever win back.
   */
  public byte[] publicShare() {
    byte[] share = new byte[LENGTH];
    X25519.scalarMult(secret.bytes(), 0, BASE_POINT, 0, share, 0);
    return share;
  }

  /**
   * The secret shared with the holder of another share.
   *
   * @param share {@link #LENGTH} bytes
   * @return empty if the share is a point of low order. The result would be zero whatever our
   *     secret is, so anyone could know it.
   */
  public Optional<SharedSecret> agree(byte[] share) {
    if (share.length != LENGTH) {
      throw new IllegalArgumentException("an X25519 share of " + share.length + " bytes");
    }
    byte[] shared = new byte[LENGTH];
    return X25519.calculateAgreement(secret.bytes(), 0, share, 0, shared, 0)
        ? Optional.of(new SharedSecret(shared))
        : Optional.empty();
  }

  /**
   * A copy of the secret itself, which the caller must wipe. For writing an identity down or
   * splitting it; nothing else needs it.
   */
  public byte[] exposeSecret() {
    return secret.bytes().clone();
  }

  private static byte[] basePoint() {
    byte[] u = new byte[LENGTH];
    u[0] = 9;
    return u;
  }

  @Override
  public void close() {
    secret.close();
  }

  @Override
  public String toString() {
    return "X25519Secret(secret)";
  }
}
