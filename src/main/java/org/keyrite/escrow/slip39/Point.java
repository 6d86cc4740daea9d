package org.keyrite.escrow.slip39;

import java.util.Collection;
import org.keyrite.crypto.SecretBytes;

/**
 * A point of a polynomial: where it is, which is public, and a value there for each byte of the
 * secret. It does not own the value; {@link #close} is for whoever made it.
 */
final class Point implements AutoCloseable {
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

  @Override
  public void close() {
    y.close();
  }

  @Override
  public String toString() {
    return "the point at " + x;
  }
}
