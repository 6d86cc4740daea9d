package org.keyrite.escrow.slip39;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.IntFunction;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.crypto.hash.HmacSha256;

/**
 * A point of a polynomial: where it is, which is public, and a value there for each byte of the
 * secret. It does not own the value; {@link #close} is for whoever made it.
 *
 * <p>Shamir's secret sharing as SLIP-0039 has it ("Sharing a secret"): the secret is the
 * polynomial's value at 255, and the value at 254 is a digest that shows whether shares belong
 * together. With a threshold of one there is no polynomial and no digest: the share is the secret.
 */
final class Point implements AutoCloseable {
  static final int SECRET = 255;

  private static final int DIGEST = 254;
  private static final int DIGEST_LENGTH = 4;

  private final int x;
  private final SecretBytes y;

  Point(int x, SecretBytes y) {
    this.x = x;
    this.y = y;
  }

  int x() {
    return x;
  }

  SecretBytes y() {
    return y;
  }

  /**
   * The value elsewhere on the polynomial of lowest degree through some points (SLIP-0039,
   * "Polynomial interpolation").
   *
   * @param points at least one, no two of them at the same place
   */
  static SecretBytes interpolate(int x, Collection<Point> points) {
    byte[] y = new byte[points.iterator().next().y.bytes().length];
    for (Point point : points) {
      Gf256.addProduct(y, point.weight(x, points), point.y.bytes());
    }
    return new SecretBytes(y);
  }

  /** Whether this point is on the polynomial through others. */
  boolean isOn(Collection<Point> points) {
    try (SecretBytes expected = interpolate(x, points)) {
      return expected.isSameAs(y);
    }
  }

  /** Lagrange's: one at this point, zero at the others. Places are public, and so is this. */
  private int weight(int at, Collection<Point> points) {
    int numerator = 1;
    int denominator = 1;
    for (Point other : points) {
      if (other.x != x) {
        numerator = Gf256.multiply(numerator, at ^ other.x);
        denominator = Gf256.multiply(denominator, x ^ other.x);
      }
    }
    return Gf256.multiply(numerator, Gf256.inverse(denominator));
  }

  /**
   * Splits a secret.
   *
   * @param threshold how many shares restore it
   * @param count how many there are, at the places 0, 1, and so on
   * @param random makes as many random bytes as it is asked for. The shares are these bytes: to
   *     refuse some of them, say a leading coefficient of zero, would tell something of the secret
   */
  static List<Point> split(
      int threshold, int count, SecretBytes secret, IntFunction<byte[]> random) {
    List<Point> shares = new ArrayList<>();
    if (threshold == 1) {
      for (int x = 0; x < count; x++) {
        shares.add(new Point(x, new SecretBytes(secret.bytes().clone())));
      }
      return shares;
    }
    int length = secret.bytes().length;
    for (int x = 0; x < threshold - 2; x++) {
      shares.add(new Point(x, new SecretBytes(random.apply(length))));
    }
    byte[] key = random.apply(length - DIGEST_LENGTH);
    try (Point digest = new Point(DIGEST, withDigest(key, secret))) {
      List<Point> base = new ArrayList<>(shares);
      base.add(digest);
      base.add(new Point(SECRET, secret));
      for (int x = threshold - 2; x < count; x++) {
        shares.add(new Point(x, interpolate(x, base)));
      }
    }
    Arrays.fill(key, (byte) 0);
    return shares;
  }

  /**
   * Whether points are those of one secret. A wrong set passes once in 2³² times.
   *
   * @param points as many as the threshold, which is more than one
   */
  static boolean belongTogether(List<Point> points) {
    try (SecretBytes secret = interpolate(SECRET, points);
        SecretBytes found = interpolate(DIGEST, points)) {
      byte[] key = Arrays.copyOfRange(found.bytes(), DIGEST_LENGTH, found.bytes().length);
      try (SecretBytes expected = withDigest(key, secret)) {
        return expected.isSameAs(found);
      } finally {
        Arrays.fill(key, (byte) 0);
      }
    }
  }

  /**
   * The value at 254: the first bytes of the digest, and the random key under which it was made.
   */
  private static SecretBytes withDigest(byte[] key, SecretBytes secret) {
    byte[] code = HmacSha256.of(key, secret.bytes());
    byte[] value = Arrays.copyOf(code, DIGEST_LENGTH + key.length);
    System.arraycopy(key, 0, value, DIGEST_LENGTH, key.length);
    Arrays.fill(code, (byte) 0);
    return new SecretBytes(value);
  }

  @Override
  public void close() {
    y.close();
  }

  @Override
  public String toString() {
    return "the point at " + x;
  }
}
