package org.keyrite.openpgp;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import org.keyrite.text.CanonicalBase64;

/**
 * One block of ASCII armor (section 6), decoded as it is read: a BEGIN line, headers, an empty
 * line, base64, perhaps a checksum, and the END line that belongs to it.
 *
 * <p>The checksum protects nobody from an attacker. It is checked all the same, and against the
 * RFC's wish to have it ignored: a file that was damaged on its way should be fetched again.
 */
final class ArmorBlock extends InputStream {
  /** A value is in whatever encoding its writer had, so that any byte may be in it. */
  private static final Pattern HEADER =
      Pattern.compile("[A-Za-z0-9-]{1,64}:( .*)?", Pattern.DOTALL);

  private static final int MAX_HEADERS = 64;
  private static final int CRC_START = 0xb704ce;
  private static final int CRC_POLYNOMIAL = 0x1864cfb;

  private final ArmorBlockLines lines;
  private final String type;
  private byte[] decoded = {};
  private int position;
  private int checksum = CRC_START;
  private boolean padded;
  private boolean ended;

  private ArmorBlock(ArmorBlockLines lines, String type) {
    this.lines = lines;
    this.type = type;
  }

  /** Reads up to the base64. The BEGIN line has been read, and names the type. */
  static ArmorBlock open(ArmorBlockLines lines, String type) throws IOException {
    for (int headers = 0; headers <= MAX_HEADERS; headers++) {
      String line = lines.next();
      if (line != null && line.isEmpty()) {
        return new ArmorBlock(lines, type);
      }
      if (line == null || !HEADER.matcher(line).matches()) {
        throw new Malformed("has armor without an empty line before its base64");
      }
    }
    throw new Malformed("has armor with more than " + MAX_HEADERS + " headers");
  }

  /** Such as {@code PGP SIGNATURE}. */
  String type() {
    return type;
  }

  @Override
  public int read() throws IOException {
    return fill() ? decoded[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, decoded.length - position);
    System.arraycopy(decoded, position, bytes, offset, count);
    position += count;
    return count;
  }

  private boolean fill() throws IOException {
    while (position == decoded.length && !ended) {
      nextLine();
    }
    return position < decoded.length;
  }

  private void nextLine() throws IOException {
    String line = lines.next();
    if (line == null) {
      throw new Malformed("has armor without an END line");
    }
    if (line.startsWith("-")) {
      end(line);
    } else if (line.startsWith("=")) {
      checkChecksum(line);
      String last = lines.next();
      end(last == null ? "" : last);
    } else {
      decode(line);
    }
  }

  private void end(String line) throws Malformed {
    if (!line.equals("-----END " + type + "-----")) {
      throw new Malformed("has armor that ends in something other than its END line");
    }
    ended = true;
  }

  private void decode(String line) throws Malformed {
    if (padded || line.isEmpty()) {
      throw new Malformed("has armor with something between its base64 and its END line");
    }
    decoded = decodeBase64(line);
    position = 0;
    padded = line.endsWith("=");
    for (byte next : decoded) {
      checksum = advance(checksum, next);
    }
  }

  private void checkChecksum(String line) throws Malformed {
    byte[] sum = decodeBase64(line.substring(1));
    byte[] expected = {(byte) (checksum >> 16), (byte) (checksum >> 8), (byte) checksum};
    if (!Arrays.equals(sum, expected)) {
      throw new Malformed("has armor with a wrong checksum");
    }
  }

  private static byte[] decodeBase64(String text) throws Malformed {
    return CanonicalBase64.PADDED
        .decode(text)
        .orElseThrow(() -> new Malformed("has armor with a line that is not base64"));
  }

  /** One octet further in the CRC-24 of section 6.1.1. */
  private static int advance(int checksum, byte next) {
    int crc = checksum ^ ((next & 0xff) << 16);
    for (int bit = 0; bit < 8; bit++) {
      crc <<= 1;
      if ((crc & 0x1000000) != 0) {
        crc ^= CRC_POLYNOMIAL;
      }
    }
    return crc;
  }
}
