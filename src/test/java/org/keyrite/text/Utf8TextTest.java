package org.keyrite.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.keyrite.text.Utf8Text.NotUtf8;

/** One mark at most, and a name for what is no UTF-8. */
final class Utf8TextTest {
  private static final String UTF_16 = "is text in UTF-16, as PowerShell's redirection writes it";

  @Test
  void oneMarkIsNoPartOfTheText() throws Exception {
    assertEquals("a", Utf8Text.of("a".getBytes(UTF_8)));
    assertEquals("a", Utf8Text.of("\ufeffa".getBytes(UTF_8)));
    assertEquals("\ufeffa", Utf8Text.of("\ufeff\ufeffa".getBytes(UTF_8)));
    assertEquals("", Utf8Text.of("\ufeff".getBytes(UTF_8)));
    assertEquals("", Utf8Text.of(new byte[0]));
    assertEquals("é", Utf8Text.of("aéb".getBytes(UTF_8), 1, 3));
  }

  @Test
  void whatIsNoUtf8IsSaidToBeThat() {
    assertEquals(UTF_16, refused("\ufeffa: 1".getBytes(UTF_16LE)));
    assertEquals(UTF_16, refused("\ufeffa: 1".getBytes(UTF_16BE)));
    assertEquals(UTF_16, refused("a: 1".getBytes(UTF_16LE)));
    assertEquals(UTF_16, refused("a: 1".getBytes(UTF_16BE)));
    assertEquals(UTF_16, refused(new byte[] {-1, -2}));
    assertEquals("is not UTF-8 text", refused("é".getBytes(ISO_8859_1)));
    assertEquals("is not UTF-8 text", refused(new byte[] {(byte) 0xef, (byte) 0xbb}));
  }

  /** The first packet of OpenPGP's binary files can have a length below 256, in two bytes. */
  @Test
  void bytesThatAreNoTextAreNotTakenForUtf16() throws Exception {
    assertEquals(0, Utf8Text.begin(new byte[] {(byte) 0x89, 0, (byte) 0xb3}));
    assertEquals(0, Utf8Text.begin(new byte[] {0, 0, 0}));
  }

  private static String refused(byte[] file) {
    return assertThrows(NotUtf8.class, () -> Utf8Text.of(file)).getMessage();
  }
}
