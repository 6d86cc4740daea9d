package org.keyrite.openpgp;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The body of a packet, read as it comes: of a known length, in parts, or up to the end. */
final class PacketBody extends InputStream {
  static final PacketBody NONE = new PacketBody(InputStream.nullInputStream(), Kind.WHOLE, 0);

  private final InputStream source;
  private Kind kind;
  private long remaining;

  private enum Kind {
    WHOLE,
    IN_PARTS,
    TO_THE_END
  }

  private PacketBody(InputStream source, Kind kind, long remaining) {
    this.source = source;
    this.kind = kind;
    this.remaining = remaining;
  }

  static PacketBody whole(InputStream source, long length) {
    return new PacketBody(source, Kind.WHOLE, length);
  }

  /** Of which the first part's length has been read (section 4.2.1.4). */
  static PacketBody inParts(InputStream source, long firstLength) {
    return new PacketBody(source, Kind.IN_PARTS, firstLength);
  }

  /** Of the old format's indeterminate length (section 4.2.2). */
  static PacketBody toTheEnd(InputStream source) {
    return new PacketBody(source, Kind.TO_THE_END, Long.MAX_VALUE);
  }

  static Malformed truncated() {
    return new Malformed("ends in the middle of a packet");
  }

  /** Whether the length is known from the start. */
  boolean hasLength() {
    return kind == Kind.WHOLE;
  }

  boolean goesToTheEnd() {
    return kind == Kind.TO_THE_END;
  }

  /** What has not been read of a body with a length. */
  long length() {
    return remaining;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    while (remaining == 0 && kind == Kind.IN_PARTS) {
      nextPart();
    }
    if (remaining == 0 || length == 0) {
      return length == 0 ? 0 : -1;
    }
    int count = source.read(bytes, offset, (int) Math.min(length, remaining));
    if (count < 0 && kind != Kind.TO_THE_END) {
      throw truncated();
    }
    if (count > 0 && kind != Kind.TO_THE_END) {
      remaining -= count;
    }
    return count;
  }

  private void nextPart() throws IOException {
    int first = (int) PacketReader.number(source, 1);
    if (first >= 224 && first < 255) {
      remaining = 1L << (first & 0x1f);
    } else {
      remaining = PacketReader.length(source, first);
      kind = Kind.WHOLE;
    }
  }
}
