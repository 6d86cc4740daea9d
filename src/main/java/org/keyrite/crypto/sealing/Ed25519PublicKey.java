package org.keyrite.crypto.sealing;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.keyrite.crypto.signing.EddsaPublicKey;

/**
 * Ed25519 public keys (RFC 8032) for encryption, which want the point alone; see {@link
 * EddsaPublicKey} for signatures.
 */
public final class Ed25519PublicKey {
  /** In bytes. */
  public static final int LENGTH = 32;

  private static final BigInteger FIELD = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  private Ed25519PublicKey() {}

  /**
   * The same point on Curve25519: u = (1 + y) / (1 - y) (RFC 7748, section 4.1). Public values
   * only, so it need not take the same time for all.
   *
   * @param encoded {@link #LENGTH} bytes
   * @return an X25519 share; empty if the bytes are no point, or the one that has none
   */
  public static Optional<byte[]> toX25519Share(byte[] encoded) {
    if (encoded.length != LENGTH || !Ed25519.validatePublicKeyPartial(encoded, 0)) {
      return Optional.empty();
    }
    byte[] bigEndian = reversed(encoded);
    bigEndian[0] &= 0x7f; // the sign of x
    BigInteger y = new BigInteger(1, bigEndian);
    if (y.equals(BigInteger.ONE)) {
      return Optional.empty();
    }
    BigInteger u =
        BigInteger.ONE.add(y).multiply(BigInteger.ONE.subtract(y).modInverse(FIELD)).mod(FIELD);
    byte[] unsigned = u.toByteArray();
    byte[] share = new byte[LENGTH];
    // Below 2^255, so there is never a sign byte in front.
    System.arraycopy(unsigned, 0, share, LENGTH - unsigned.length, unsigned.length);
    return Optional.of(reversed(share));
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
