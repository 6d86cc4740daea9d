package org.keyrite.openpgp;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** What a compressed packet holds (section 5.6), whose end is the packet's end. */
final class DecompressedInput extends FilterInputStream {
  private static final int UNCOMPRESSED = 0;
  private static final int ZIP = 1;
  private static final int ZLIB = 2;
  private static final int BZIP2 = 3;
  private static final int BUFFER_BYTES = 16 << 10;

  private final InputStream packet;
  private final Inflater inflater;
  private boolean ended;

  private DecompressedInput(InputStream packet, Inflater inflater) {
    super(new InflaterInputStream(packet, inflater, BUFFER_BYTES));
    this.packet = packet;
    this.inflater = inflater;
  }

  static DecompressedInput open(InputStream packet) throws IOException {
    int algorithm = packet.read();
    if (algorithm != ZIP && algorithm != ZLIB) {
      throw new Malformed(
          switch (algorithm) {
            case UNCOMPRESSED -> "holds a compressed message that is not compressed";
            case BZIP2 -> "is compressed with BZip2, where only ZIP and ZLIB are read";
            default -> "is compressed in another way than ZIP or ZLIB";
          });
    }
    return new DecompressedInput(packet, new Inflater(algorithm == ZIP));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (ended) {
      return -1;
    }
    int count;
    try {
      count = super.read(bytes, offset, length);
    } catch (ZipException | EOFException e) {
      throw new Malformed("holds a compressed message that is damaged");
    }
    if (count < 0) {
      end();
    }
    return count;
  }

  private void end() throws IOException {
    ended = true;
    if (inflater.getRemaining() > 0 || packet.read() >= 0) {
      throw new Malformed("holds something after the end of what is compressed");
    }
  }

  /** Frees what the inflater holds; the packet stays open. */
  @Override
  public void close() {
    inflater.end();
  }
}
