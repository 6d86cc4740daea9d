package org.keyrite.openpgp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Packets, one after another (section 4.2). What is left of one is skipped on the way to the next.
 */
final class PacketReader {
  private static final int NEW_FORMAT = 0x40;
  private static final int MIN_FIRST_PART = 512;

  private final InputStream source;
  private int tag;
  private PacketBody body = PacketBody.NONE;

  PacketReader(InputStream source) {
    this.source = source;
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
  boolean next() throws IOException {
    body.transferTo(OutputStream.nullOutputStream());
    int first = source.read();
    if (first < 0) {
      return false;
    }
    if (first < 0x80) {
      throw new Malformed("holds bytes that are no OpenPGP packet");
    }
    if ((first & NEW_FORMAT) == 0) {
      tag = (first >> 2) & 0xf;
      int kind = first & 3;
      body = kind == 3 ? PacketBody.toTheEnd(source) : PacketBody.whole(source, number(1 << kind));
    } else {
      tag = first & 0x3f;
      body = newFormat();
    }
    if (tag == 0) {
      throw new Malformed("holds a packet of the forbidden type 0");
    }
    return true;
  }

  int tag() {
    return tag;
  }

  /** The whole body, of a packet that cannot come in parts. */
  byte[] body(int maxLength) throws IOException {
    if (!body.hasLength()) {
      throw new Malformed("holds a packet without a length where it must have one");
    }
    if (body.length() > maxLength) {
      throw new Malformed(
          "holds a packet of " + body.length() + " bytes, where at most " + maxLength + " can be");
    }
    byte[] bytes = body.readNBytes((int) body.length());
    if (body.read() >= 0) {
      throw new IllegalStateException("a body has no more than its length");
    }
    return bytes;
  }

  /** The body, of any length. */
  PacketBody stream() {
    return body;
  }

  private PacketBody newFormat() throws IOException {
    int first = (int) number(1);
    if (first >= 224 && first < 255) {
      if (1 << (first & 0x1f) < MIN_FIRST_PART) {
        throw new Malformed("holds a packet whose first part is shorter than 512 bytes");
      }
      return PacketBody.inParts(source, 1L << (first & 0x1f));
    }
    return PacketBody.whole(source, length(source, first));
  }

  /** A length in the new format, of which the first octet has been read and is not a part's. */
  static long length(InputStream source, int first) throws IOException {
    if (first < 192) {
      return first;
    }
    return first < 224
        ? ((first - 192L) << 8) + number(source, 1) + 192
        : number(source, Integer.BYTES);
  }

  private long number(int octets) throws IOException {
    return number(source, octets);
  }

  /** Big-endian, of at most four octets. */
  static long number(InputStream source, int octets) throws IOException {
    long number = 0;
    for (int i = 0; i < octets; i++) {
      int next = source.read();
      if (next < 0) {
        throw PacketBody.truncated();
      }
      number = (number << 8) | next;
    }
    return number;
  }
}
