package org.keyrite.openpgp;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Compressed packets (section 5.6), whose end is the end of what they hold. */
final class Compressed {
  private static final int UNCOMPRESSED = 0;
  private static final int ZIP = 1;
  private static final int ZLIB = 2;
  private static final int BZIP2 = 3;

  private static final int BUFFER_BYTES = 64 << 10;

  /** In bytes: more than all signatures of a message have. */
  private static final int MOST_BESIDES = 4 << 20;

  private Compressed() {}

  /**
   * What a packet holds.
   *
   * @param mostBytes of content that may be in it, besides signatures
   */
  static byte[] unpacked(byte[] body, int mostBytes) throws Malformed {
    int algorithm = body.length == 0 ? -1 : body[0];
    if (algorithm != ZIP && algorithm != ZLIB) {
      throw new Malformed(
          switch (algorithm) {
            case UNCOMPRESSED -> "holds a compressed message that is not compressed";
            case BZIP2 -> "is compressed with BZip2, where only ZIP and ZLIB are read";
            default -> "is compressed in another way than ZIP or ZLIB";
          });
    }
    try (Inflater inflater = new Inflater(algorithm == ZIP)) {
      inflater.setInput(body, 1, body.length - 1);
      ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER_BYTES];
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        if (count == 0 && !inflater.finished()) {
          throw damaged();
        }
        if (count > mostBytes + MOST_BESIDES - unpacked.size()) {
          throw tooLong(mostBytes);
        }
        unpacked.write(buffer, 0, count);
      }
      if (inflater.getRemaining() > 0) {
        throw new Malformed("holds something after the end of what is compressed");
      }
      return unpacked.toByteArray();
    } catch (DataFormatException e) {
      throw damaged();
    }
  }

  private static Malformed damaged() {
    return new Malformed("holds a compressed message that is damaged");
  }

  static Malformed tooLong(int mostBytes) {
    return new Malformed("unpacks to more than " + mostBytes + " bytes");
  }
}
