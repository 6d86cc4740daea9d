package org.keyrite.openpgp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrite.openpgp.Checked.bytes;

import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Armor, and that nothing stands beside it. */
class ArmorTest {
  private static final String BEGIN = "-----BEGIN PGP SIGNATURE-----\n";
  private static final String END = "-----END PGP SIGNATURE-----\n";

  /** A marker packet, whose CRC-24 was computed by GnuPG. */
  private static final String MARKER = "ygNQR1A=\n";

  private static final String CHECKSUM = "=GG5/\n";

  /** How many packets there are in all blocks. */
  private static int packets(byte[] file) throws IOException {
    PacketFile packets = PacketFile.open(file);
    int count = 0;
    for (Optional<PacketReader> block = packets.next(); block.isPresent(); block = packets.next()) {
      assertEquals(Optional.of("PGP SIGNATURE"), packets.type());
      while (block.get().next()) {
        assertArrayEquals(bytes("PGP"), block.get().body(3));
        count++;
      }
    }
    return count;
  }

  private static int packets(String file) throws IOException {
    return packets(bytes(file));
  }

  private static String refused(String file) {
    return assertThrows(Malformed.class, () -> packets(file)).getMessage();
  }

  @Test
  void blocksAreReadOneAfterAnother() throws IOException {
    String block = BEGIN + "\n" + MARKER + END;
    assertEquals(1, packets(block));
    assertEquals(1, packets(block.stripTrailing()));
    assertEquals(2, packets(block + block));
    assertEquals(3, packets("\n \t\n" + block + "\r\n" + block + "\n\n" + block + "\n"));
    assertEquals(1, packets(block.replace("\n", " \r\n")));
    assertEquals(0, packets(BEGIN + "\n" + END));
  }

  @Test
  void aChecksumIsCheckedIfItIsThere() throws IOException {
    assertEquals(1, packets(BEGIN + "\n" + MARKER + CHECKSUM + END));
    assertEquals(
        "has armor with a wrong checksum", refused(BEGIN + "\n" + MARKER + "=AAAA\n" + END));
    assertEquals("has armor with a wrong checksum", refused(BEGIN + "\n" + MARKER + "=\n" + END));
    assertEquals(
        "has armor that ends in something other than its END line",
        refused(BEGIN + "\n" + MARKER + CHECKSUM + MARKER + END));
    assertEquals(
        "has armor that ends in something other than its END line",
        refused(BEGIN + "\n" + MARKER + CHECKSUM));
  }

  @Test
  void headersArePassedOver() throws IOException {
    String rest = "\n" + MARKER + END;
    assertEquals(1, packets(BEGIN + "Version: GnuPG v2\nComment: \u00e4\nHash:\n" + rest));
    assertEquals(1, packets(BEGIN + "Comment: x\n".repeat(64) + rest));
    assertEquals(
        "has armor with more than 64 headers", refused(BEGIN + "Comment: x\n".repeat(65) + rest));
    assertEquals(1, packets(BEGIN + "Comment: " + "x".repeat(1015) + "\n" + rest));
    assertEquals(
        "has a line of more than 1024 bytes",
        refused(BEGIN + "Comment: " + "x".repeat(1016) + "\n" + rest));
  }

  /** GnuPG writes a comment as it is given, and the bytes of UTF-8 are all sorts of characters. */
  @Test
  void aHeaderMayHoldAnyByteButTheEndOfItsLine() throws IOException {
    int read = 0;
    for (int value = 0; value < 256; value++) {
      if (value != '\n') {
        byte[] file = bytes(BEGIN + "Comment: D?browski\n\n" + MARKER + END);
        file[BEGIN.length() + "Comment: D".length()] = (byte) value;
        read += packets(file);
      }
    }
    assertEquals(255, read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"trust me\n", "Comment\n", "Com ment: x\n", ": x\n", "Comment:x\n"})
  void whatIsNoHeaderIsRefused(String line) {
    assertEquals(
        "has armor without an empty line before its base64",
        refused(BEGIN + line + "\n" + MARKER + END));
  }

  /** What Windows' editors and PowerShell make of a file. */
  @Test
  void textInAnotherEncodingIsCalledThat() throws IOException {
    String block = BEGIN + "\n" + MARKER + END;
    String mark = "\u00ef\u00bb\u00bf";
    assertEquals(1, packets(mark + block));
    assertEquals("is empty", refused(mark));
    String utf16 = "is text in UTF-16, as PowerShell's redirection writes it";
    assertEquals(utf16, refused("\u00ff\u00fe" + block.replaceAll("(?s).", "$0\0")));
    assertEquals(utf16, refused("\u00fe\u00ff" + block.replaceAll("(?s).", "\0$0")));
    assertEquals(utf16, refused("\u00ff\u00fe"));
  }

  @Test
  void nothingStandsAroundABlock() {
    String block = BEGIN + "\n" + MARKER + END;
    String no = "is neither binary OpenPGP nor armor that starts with a BEGIN line";
    assertEquals(no, refused("trust me\n" + block));
    assertEquals(no, refused("-----BEGIN PGP SIGNATURE----\n\n" + MARKER + END));
    assertEquals(no, refused(" " + block));
    assertEquals(no, refused("-----BEGIN SSH SIGNATURE-----\n"));
    assertEquals("holds something after the armor's END line", refused(block + "trust me\n"));
    assertEquals("holds something after the armor's END line", refused(block + "\u00ca\3PGP"));
    assertEquals("is empty", refused(""));
    assertEquals("is empty", refused("\n\n"));
    assertEquals(
        "has more than 1024 empty lines in a row", refused(block + "\n".repeat(1025) + block));
    assertEquals(
        "has armor that ends in something other than its END line",
        refused(BEGIN + "\n" + MARKER + "-----END PGP MESSAGE-----\n"));
    assertEquals("has armor without an END line", refused(BEGIN + "\n" + MARKER));
    assertEquals(
        "has armor that ends in something other than its END line",
        refused(BEGIN + "\n" + MARKER + BEGIN + "\n" + MARKER + END));
  }

  @ParameterizedTest
  @CsvSource({
    "'ygNQR1A\n'",
    "'ygNQR1B=\n'",
    "'ygNQ R1A=\n'",
    "'ygNQR1A-\n'",
    "'y\n'",
    "'yg==NQR1A=\n'",
    "'ygNQR1A=\u0000\n'",
    "'\u00ca\u0003PGP\n'"
  })
  void whatIsNotBase64IsRefused(String lines) {
    assertEquals("has armor with a line that is not base64", refused(BEGIN + "\n" + lines + END));
  }

  @ParameterizedTest
  @ValueSource(strings = {MARKER + MARKER, "\n" + MARKER, MARKER + "\n", "ygNQ\n\nR1A=\n"})
  void base64IsInOnePiece(String lines) {
    assertEquals(
        "has armor with something between its base64 and its END line",
        refused(BEGIN + "\n" + lines + END));
  }

  @Test
  void linesOfAnyLengthAreJoined() throws IOException {
    byte[] markers = bytes("\u00ca\3PGP".repeat(150));
    for (int columns = 4; columns <= 1024; columns += 4) {
      String base64 = Base64.getMimeEncoder(columns, bytes("\n")).encodeToString(markers);
      assertEquals(150, packets(BEGIN + "\n" + base64 + "\n" + END));
    }
  }

  @Test
  void longFilesOfNothingAreGivenUp() {
    for (String start : new String[] {"", BEGIN, BEGIN + "\n"}) {
      for (String repeated : new String[] {"\n", " ", "A", "A: b\n"}) {
        assertThrows(Malformed.class, () -> packets(start + repeated.repeat(100_000)));
      }
    }
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    String file = BEGIN + "\n" + MARKER + CHECKSUM + END;
    assertEquals(1, packets(file));
    for (int length = 0; length < file.length() - 1; length++) {
      assertTrue(!refused(file.substring(0, length)).isEmpty());
    }
  }
}
