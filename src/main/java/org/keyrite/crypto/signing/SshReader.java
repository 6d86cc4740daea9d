package org.keyrite.crypto.signing;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the fields of SSH's binary encoding (RFC 4251, section 5): a length, then as many bytes. No
 * length is believed before as much is known to be there.
 */
public final class SshReader {
  private final byte[] bytes;
  private int position;

  public SshReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The encoding is not what it should be. Says nothing of why: the caller knows what it read. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    public Malformed() {
      super("malformed", null, false, false);
    }
  }

  /** As many bytes as asked for, without a length before them. */
  public byte[] take(int length) throws Malformed {
    if (length < 0 || length > bytes.length - position) {
      throw new Malformed();
    }
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  /** {@code uint32}; beyond 2^31 it is negative, which no length may be. */
  public int number() throws Malformed {
    return new BigInteger(take(Integer.BYTES)).intValue();
  }

  /** {@code string}: bytes with a length before them. */
  public byte[] string() throws Malformed {
    return take(number());
  }

  /** {@code string} that is a name. */
  public String name() throws Malformed {
    return new String(string(), StandardCharsets.ISO_8859_1);
  }

  /** {@code mpint}, not negative. */
  public BigInteger integer() throws Malformed {
    byte[] encoded = string();
    if (encoded.length > 0 && encoded[0] < 0) {
      throw new Malformed();
    }
    BigInteger value = encoded.length == 0 ? BigInteger.ZERO : new BigInteger(encoded);
    Arrays.fill(encoded, (byte) 0);
    return value;
  }

  /** What has not been read yet. */
  public byte[] rest() {
    return Arrays.copyOfRange(bytes, position, bytes.length);
  }

  /** Nothing may be left. */
  public void requireEnd() throws Malformed {
    if (position != bytes.length) {
      throw new Malformed();
    }
  }

  /** The opposite: each field as a {@code string}. */
  public static byte[] written(byte[]... fields) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    for (byte[] field : fields) {
      encoded.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
      encoded.writeBytes(field);
    }
    return encoded.toByteArray();
  }
}
