package org.keyrite.openpgp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.keyrite.text.CanonicalBase64;

/**
 * One block of ASCII armor (section 6), to its end: a BEGIN line, headers, an empty line, base64,
 * perhaps a checksum, and the END line that belongs to it.
 *
 * <p>The checksum protects nobody from an attacker. It is checked all the same, and against the
 * RFC's wish to have it ignored: a file that was damaged on its way should be fetched again.
 */
final class ArmorBlock {
  /** A value is in whatever encoding its writer had, so that any byte may be in it. */
  private static final Pattern HEADER =
      Pattern.compile("[A-Za-z0-9-]{1,64}:( .*)?", Pattern.DOTALL);

  private static final int MAX_HEADERS = 64;

  private static final int CRC_START = 0xb704ce;
  private static final int CRC_POLYNOMIAL = 0x1864cfb;

  private final ArmorBlockLines lines;
  private final ByteArrayOutputStream decoded = new ByteArrayOutputStream();

  private ArmorBlock(ArmorBlockLines lines) {
    this.lines = lines;
  }

  /**
   * Reads a block to its end. The BEGIN line has been read.
   *
   * @param type what it names, such as {@code PGP SIGNATURE}
   */
  static byte[] read(ArmorBlockLines lines, String type) throws IOException {
    ArmorBlock block = new ArmorBlock(lines);
    block.readHeaders();
    if (!block.readBase64().equals("-----END " + type + "-----")) {
      throw new Malformed("has armor that ends in something other than its END line");
    }
    return block.decoded.toByteArray();
  }

  /** Up to the empty line before the base64. */
  private void readHeaders() throws IOException {
    for (int headers = 0; headers <= MAX_HEADERS; headers++) {
      String line = lines.next();
      if (line != null && line.isEmpty()) {
        return;
      }
      if (line == null || !HEADER.matcher(line).matches()) {
        throw new Malformed("has armor without an empty line before its base64");
      }
    }
    throw new Malformed("has armor with more than " + MAX_HEADERS + " headers");
  }

  /** Up to the line after the base64, and its checksum if there is one; gives that line. */
  private String readBase64() throws IOException {
    boolean padded = false;
    while (true) {
      String line = lines.next();
      if (line == null) {
        throw new Malformed("has armor without an END line");
      }
      if (line.startsWith("-")) {
        return line;
      }
      if (line.startsWith("=")) {
        checkChecksum(line);
        String last = lines.next();
        return last == null ? "" : last;
      }
      if (padded || line.isEmpty()) {
        throw new Malformed("has armor with something between its base64 and its END line");
      }
      decoded.writeBytes(decodeBase64(line));
      padded = line.endsWith("=");
    }
  }

  private void checkChecksum(String line) throws Malformed {
    byte[] sum = decodeBase64(line.substring(1));
    int checksum = CRC_START;
    for (byte next : decoded.toByteArray()) {
      checksum = advance(checksum, next);
    }
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
