package org.keyrite.openpgp;

import java.math.BigInteger;
import java.util.Arrays;

/** Reads the fields of a packet. No length is believed before as many bytes are there. */
final class ByteReader {
  private final byte[] bytes;
  private int position;

  ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int remaining() {
    return bytes.length - position;
  }

  int position() {
    return position;
  }

  byte[] take(long length) throws Malformed {
    if (length > remaining()) {
      throw new Malformed("holds a packet that ends too early");
    }
    position += (int) length;
    return Arrays.copyOfRange(bytes, position - (int) length, position);
  }

  int octet() throws Malformed {
    return take(1)[0] & 0xff;
  }

  /** Big-endian, of at most four octets. */
  long number(int octets) throws Malformed {
    return new BigInteger(1, take(octets)).longValueExact();
  }

  /** A multiprecision integer (section 3.2), never negative. */
  BigInteger integer() throws Malformed {
    return new BigInteger(1, integerBytes());
  }

  /** The octets of one, of which the first ones may be zero. */
  byte[] integerBytes() throws Malformed {
    return take((number(2) + 7) / 8);
  }

  byte[] rest() {
    return Arrays.copyOfRange(bytes, position, bytes.length);
  }

  void requireEnd() throws Malformed {
    if (remaining() > 0) {
      throw new Malformed("holds a packet with bytes after its last field");
    }
  }
}
