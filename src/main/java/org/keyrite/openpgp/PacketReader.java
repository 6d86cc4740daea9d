package org.keyrite.openpgp;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Packets, one after another (section 4.2). */
final class PacketReader {
  private static final int NEW_FORMAT = 0x40;
  private static final int MIN_FIRST_PART = 512;

  private final byte[] bytes;
  private int position;
  private int tag;
  private Extent extent = Extent.WHOLE;

  /** Of the body at hand, or of its next part, in bytes; it is read next, or skipped. */
  private long length;

  /** How far a body goes: up to its length, on in parts, or (in the old format) to the end. */
  private enum Extent {
    WHOLE,
    IN_PARTS,
    TO_THE_END
  }

  PacketReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The types of packets that have a place here. */
  static final class Tag {
    static final int SIGNATURE = 2;
    static final int ONE_PASS_SIGNATURE = 4;
    static final int SECRET_KEY = 5;
    static final int PUBLIC_KEY = 6;
    static final int SECRET_SUBKEY = 7;
    static final int COMPRESSED = 8;
    static final int MARKER = 10;
    static final int LITERAL = 11;
    static final int TRUST = 12;
    static final int USER_ID = 13;
    static final int PUBLIC_SUBKEY = 14;
    static final int USER_ATTRIBUTE = 17;
    static final int PADDING = 21;

    private Tag() {}

    /** Whether it is there only to be passed over (sections 5.8 and 5.14). */
    static boolean meansNothing(int tag) {
      return tag == MARKER || tag == PADDING;
    }

    /** Whether it is part of what is encrypted (sections 5.1, 5.3, 5.7, 5.13, 5.16). */
    static boolean isEncrypted(int tag) {
      return tag == 1 || tag == 3 || tag == 9 || tag == 18 || tag == 20;
    }
  }

  /**
   * Goes on to the next packet.
   *
   * @return false at the end
   */
  boolean next() throws Malformed {
    body();
    if (position == bytes.length) {
      return false;
    }
    int first = (int) number(1);
    if (first < 0x80) {
      throw new Malformed("holds bytes that are no OpenPGP packet");
    }
    if ((first & NEW_FORMAT) == 0) {
      tag = (first >> 2) & 0xf;
      int kind = first & 3;
      extent = kind == 3 ? Extent.TO_THE_END : Extent.WHOLE;
      length = kind == 3 ? bytes.length - position : number(1 << kind);
    } else {
      tag = first & 0x3f;
      readLength();
      if (extent == Extent.IN_PARTS && length < MIN_FIRST_PART) {
        throw new Malformed("holds a packet whose first part is shorter than 512 bytes");
      }
    }
    if (tag == 0) {
      throw new Malformed("holds a packet of the forbidden type 0");
    }
    return true;
  }

  int tag() {
    return tag;
  }

  /** The body, of a packet that cannot come in parts. */
  byte[] body(int maxLength) throws Malformed {
    if (extent != Extent.WHOLE) {
      throw new Malformed("holds a packet without a length where it must have one");
    }
    if (length > maxLength) {
      throw new Malformed(
          "holds a packet of " + length + " bytes, where at most " + maxLength + " can be");
    }
    return body();
  }

  /** The body, of any length; nothing once it has been read. */
  byte[] body() throws Malformed {
    if (extent != Extent.IN_PARTS) {
      return take();
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    while (extent == Extent.IN_PARTS) {
      whole.writeBytes(take());
      readLength();
    }
    whole.writeBytes(take());
    return whole.toByteArray();
  }

  /** Whether nothing says where the body ends. */
  boolean goesToTheEnd() {
    return extent == Extent.TO_THE_END;
  }

  private byte[] take() throws Malformed {
    if (length > bytes.length - position) {
      throw truncated();
    }
    int from = position;
    position += (int) length;
    length = 0;
    return Arrays.copyOfRange(bytes, from, position);
  }

  private static Malformed truncated() {
    return new Malformed("ends in the middle of a packet");
  }

  /** A length in the new format (section 4.2.1), of a body or of a part of one. */
  private void readLength() throws Malformed {
    int first = (int) number(1);
    boolean part = first >= 224 && first < 255;
    extent = part ? Extent.IN_PARTS : Extent.WHOLE;
    if (part) {
      length = 1L << (first & 0x1f);
    } else if (first < 192) {
      length = first;
    } else {
      length = first < 224 ? ((first - 192L) << 8) + number(1) + 192 : number(Integer.BYTES);
    }
  }

  /** Big-endian, of at most four octets. */
  private long number(int octets) throws Malformed {
    if (octets > bytes.length - position) {
      throw truncated();
    }
    long number = 0;
    for (int i = 0; i < octets; i++) {
      number = (number << 8) | (bytes[position++] & 0xff);
    }
    return number;
  }
}
