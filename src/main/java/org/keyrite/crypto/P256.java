package org.keyrite.crypto;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/**
 * The curve P-256 (SP 800-186), for encrypting to keys that hardware holds.
 *
 * <p>Its arithmetic takes time that depends on the scalar. The only scalar here is an ephemeral
 * one, used twice and forgotten.
 */
final class P256 {
  private static final ECDomainParameters CURVE = NistCurves.P_256;

  /** In bytes. */
  static final int UNCOMPRESSED_LENGTH = 65;

  private static final int SCALAR_LENGTH = 32;
  private static final byte UNCOMPRESSED = 4;

  private P256() {}

  /** Reads a point, compressed or not; empty if it is none, or the one at infinity. */
  static Optional<ECPoint> point(byte[] encoded) {
    // The library knows a third form, which SEC 1 calls hybrid and nobody should send.
    if (encoded.length == 0 || encoded[0] > UNCOMPRESSED) {
      return Optional.empty();
    }
    try {
      ECPoint point = CURVE.getCurve().decodePoint(encoded);
      return point.isInfinity() ? Optional.empty() : Optional.of(point);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A random scalar, neither zero nor past the order. */
  static BigInteger ephemeral() {
    BigInteger scalar = BigInteger.ZERO;
    while (scalar.signum() == 0 || scalar.compareTo(CURVE.getN()) >= 0) {
      scalar = new BigInteger(1, Randomness.bytes(SCALAR_LENGTH));
    }
    return scalar;
  }

  /** The point that belongs to a scalar, not compressed. */
  static byte[] share(BigInteger scalar) {
    return CURVE.getG().multiply(scalar).getEncoded(false);
  }

  /** What both sides of an agreement know: an x coordinate of 32 bytes. */
  static byte[] agree(ECPoint point, BigInteger scalar) {
    ECPoint agreed = point.multiply(scalar).normalize();
    return BigIntegers.asUnsignedByteArray(SCALAR_LENGTH, agreed.getAffineXCoord().toBigInteger());
  }
}
