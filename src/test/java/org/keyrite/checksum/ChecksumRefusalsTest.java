package org.keyrite.checksum;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.crypto.hash.StrongHash.Family;
import org.keyrite.testing.Unseen;

/** Everything that is refused in a list, each by a sentence of its own. */
class ChecksumRefusalsTest {
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);
  private static final String GOOD = A + "  good\n";

  @Test
  void whatIsWrongWithTheWhole() {
    assertRefused("is empty", "");
    assertRefused(
        "has something other than a checksum and a name in line 1", "\ufeff\ufeff" + GOOD);
    assertRefused(
        "is text in UTF-16, as PowerShell's redirection writes it",
        ("\ufeff" + GOOD).getBytes(UTF_16LE));
    assertRefused("is longer than 16 MiB", new byte[(16 << 20) + 1]);
    assertRefused("has more than 100000 lines", lines(100_001));
  }

  @ParameterizedTest
  @MethodSource("org.keyrite.testing.Unseen#characters")
  void noNameHasACharacterThatDoesNotShow(Unseen unseen) {
    assertRefused(
        "has a name with a control character, or another that does not show, in line 1",
        A + "  x" + unseen.text() + "y\n");
  }

  @Test
  void utf16WithoutAMarkIsCalledThat() {
    assertRefused(
        "is text in UTF-16, as PowerShell's redirection writes it", GOOD.getBytes(UTF_16LE));
  }

  static Arguments[] linesThatAreNone() {
    return new Arguments[] {
      Arguments.of("", "has nothing in line 2"),
      Arguments.of("# comment", "has a comment, which no checksum covers, in line 2"),
      Arguments.of("3015617425 2 f", "has a CRC, which anyone can forge, in line 2"),
      Arguments.of("junk", "has something other than a checksum and a name in line 2"),
      Arguments.of(A, "has something other than a checksum and a name in line 2"),
      Arguments.of(A + "  ", "has something other than a checksum and a name in line 2"),
      Arguments.of(A + " x", "has something other than a checksum and a name in line 2"),
      Arguments.of(A + "\t x", "has something other than a checksum and a name in line 2"),
      Arguments.of(" " + A + "  x", "has something other than a checksum and a name in line 2"),
      Arguments.of("g" + A + "  x", "has something other than a checksum and a name in line 2"),
      Arguments.of("SHA256 () = " + A, "has something other than a checksum and a name in line 2"),
      Arguments.of("SHA256 (x)= " + A, "has something other than a checksum and a name in line 2"),
      Arguments.of(
          "SHA256 (x) = " + A + " ", "has something other than a checksum and a name in line 2"),
      Arguments.of(
          "-----BEGIN PGP SIGNED MESSAGE-----",
          "has something other than a checksum and a name in line 2")
    };
  }

  @ParameterizedTest
  @MethodSource
  void linesThatAreNone(String line, String sentence) {
    assertRefused(sentence, GOOD + line + "\n");
  }

  @Test
  void formsAndLineEndsAreNotMixed() {
    String otherForm = "has line 2 in another form than the lines before it";
    assertRefused(otherForm, GOOD + "SHA256 (x) = " + A + "\n");
    assertRefused(otherForm, "SHA256 (x) = " + A + "\n" + GOOD);
    assertRefused(otherForm, "SHA256 (x) = " + A + "\nSHA256(y)= " + A + "\n");
    String otherEnd = "has line 2 end otherwise than the lines before it";
    assertRefused(otherEnd, GOOD + A + "  x\r\n");
    assertRefused(otherEnd, A + "  x\r\n" + GOOD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MD5 (x) = HASH",
        "MD4 (x) = HASH",
        "SHA1 (x) = HASH",
        "SHA (x) = HASH",
        "SHA1(x)= HASH",
        "SHA224 (x) = HASH",
        "SHA2-224(x)= HASH",
        "SHA3-224(x)= HASH",
        "SHA2-512/224(x)= HASH",
        "RMD160 (x) = HASH",
        "RIPEMD-160(x)= HASH",
        "CRC32 (x) = HASH",
        "BLAKE2b-128 (x) = HASH",
        "BLAKE2b-248 (x) = HASH",
        "BLAKE2b-520 (x) = HASH",
        "BLAKE2b-0 (x) = HASH"
      })
  void weakHashesThatAreNamed(String line) {
    assertRefused(
        "has a hash in line 1 that is too weak to prove anything", line.replace("HASH", A) + "\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 32, 40, 56})
  void weakHashesByTheirLength(int digits) {
    String sentence = "has a hash in line 2 that is too weak to prove anything";
    String list = GOOD + "0".repeat(digits) + "  x\n";
    assertRefused(sentence, list);
    assertRefused(sentence, Optional.of(StrongHash.SHA_256), list.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SM3", "SHA3-256", "BLAKE2s", "BLAKE3", "SIZE", "SHA512/256", "SHA25"})
  void hashesThatAreNotKnown(String tag) {
    assertRefused("has a kind of hash in line 1 that is not known", tag + " (x) = " + A + "\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 65, 127, 129})
  void hashesOfALengthThatNoneHas(int digits) {
    String hash = "0".repeat(digits);
    assertRefused(
        "has a hash of " + digits + " digits in line 1, and none has so many", hash + "  x\n");
    assertRefused(
        "has a hash of " + digits + " digits in line 1, where SHA-256 has 64",
        "SHA256 (x) = " + hash + "\n");
    assertRefused(
        "has a hash of " + digits + " digits in line 1, where SHA-512 has 128",
        Optional.of(StrongHash.SHA_512),
        (hash + "  x\n").getBytes(UTF_8));
  }

  @Test
  void aHashOf128DigitsCouldBeOfTwoKinds() {
    assertRefused(
        "has a hash of 128 digits in line 1, and does not say whether it is SHA-512 or BLAKE2b",
        "0".repeat(128) + "  x\n");
  }

  @Test
  void anotherAlgorithmThanTheStatedOne() {
    assertRefused(
        "has SHA-256 in line 1, where SHA-512 is expected",
        Optional.of(StrongHash.SHA_512),
        ("SHA256 (x) = " + A + "\n").getBytes(UTF_8));
    assertRefused(
        "has BLAKE2b-512 in line 1, where BLAKE2b-256 is expected",
        Optional.of(new StrongHash(Family.BLAKE2B, 256)),
        ("BLAKE2b (x) = " + A + A + "\n").getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/etc/passwd | has an absolute name in line 2",
        ".//etc/passwd | has an absolute name in line 2",
        "../x | has a name that leads out of its folder in line 2",
        "a/../x | has a name that leads out of its folder in line 2",
        "a/.. | has a name that leads out of its folder in line 2",
        ".. | has a name that leads out of its folder in line 2",
        "./../x | has a name that leads out of its folder in line 2",
        "a/./x | has a name with a part '.' in line 2",
        "././x | has a name with a part '.' in line 2",
        ". | has a name with a part '.' in line 2",
        "./ | has a name with an empty part in line 2",
        "a//x | has a name with an empty part in line 2",
        "a/ | has a name with an empty part in line 2"
      })
  void namesThatAreNotInTheFolder(String name, String sentence) {
    assertRefused(sentence, GOOD + A + "  " + name + "\n");
    assertRefused(sentence, "SHA256 (x) = " + A + "\nSHA256 (" + name + ") = " + A + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'a\\\\..\\\\x', has a name that leads out of its folder in line 1",
    "'\\\\\\\\server\\\\x', has a name with an empty part in line 1"
  })
  void namesThatAreNotInTheFolderOnAnotherSystem(String name, String sentence) {
    assertRefused(sentence, "\\" + A + "  " + name + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\0y",
        "x\ty",
        "x\ry",
        "\u001b[2Jx",
        "x\u0085y",
        "x\u202ey",
        "x\u200by",
        "x\u2028y",
        "x\ue000",
        "x\ufe0f",
        "x\ufe00y",
        "x\u034fy",
        "x\u115fy",
        "x\u1160y",
        "\u3164",
        "x\uffa0y",
        "x\u17b4y",
        "x\u17b5y",
        "x\u180by",
        "x\u180fy",
        "x\u2800",
        "x\u2065y",
        "x\ufff0y",
        "x\udb40\udd00",
        "x\udb40\uddef",
        "x\ud834\udd59y",
        "x\u00a0y",
        "x\u3000y"
      })
  void namesThatDoNotShowWhatTheyName(String name) {
    String sentence =
        "has a name with a control character, or another that does not show, in line 2";
    assertRefused(sentence, GOOD + A + "  " + name + "\n");
    byte[] paths = (GOOD + A + "  " + name + "\n").getBytes(UTF_8);
    assertEquals(
        sentence,
        assertThrows(
                ChecksumFormatException.class, () -> ChecksumList.ofPaths(paths, Optional.empty()))
            .getMessage());
  }

  @Test
  void escapedLineEndsInNames() {
    String sentence =
        "has a name with a control character, or another that does not show, in line 1";
    assertRefused(sentence, "\\" + A + "  x\\ny\n");
    assertRefused(sentence, "\\" + A + "  x\\ry\n");
  }

  @Test
  void escapesThatNoToolWrites() {
    assertRefused("has an unknown escape in line 1", "\\" + A + "  x\\ty\n");
    assertRefused("has an unknown escape in line 1", "\\" + A + "  x\\\n");
    assertRefused("has a name with a backslash that is not escaped in line 1", A + "  x\\ny\n");
    assertRefused("has a name with a backslash that is not escaped in line 1", A + "  x\\\\y\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {" x", "x ", "\u00a0x", "x\u3000"})
  void namesWithSpaceAround(String name) {
    assertRefused("has a name that begins or ends with a space in line 1", A + " *" + name + "\n");
  }

  @Test
  void namesAndLinesThatAreTooLong() {
    assertRefused(
        "has a name with a part longer than 255 bytes in line 1", A + "  " + "x".repeat(256));
    assertRefused(
        "has a name with a part longer than 255 bytes in line 1", A + "  " + "é".repeat(128));
    assertRefused("has a name longer than any path in line 1", A + "  " + "x/".repeat(2048) + "x");
    assertRefused("has more than 8448 bytes in line 2", GOOD + "0".repeat(8449));
  }

  @Test
  void namesThatStandTwice() {
    assertRefused("names 'good' a second time in line 2", GOOD + GOOD);
    assertRefused("names 'good' a second time in line 2", GOOD + B + "  good\n");
    assertRefused("names 'good' a second time in line 2", GOOD + B + " *./good\n");
    byte[] paths = (A + "  /x\n" + B + "  /x\n").getBytes(UTF_8);
    assertEquals(
        "names '/x' a second time in line 2",
        assertThrows(
                ChecksumFormatException.class, () -> ChecksumList.ofPaths(paths, Optional.empty()))
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x X", "dir/README dir/readme", "straße STRASSE", "É e\u0301", "ς Σ", "å \u212b"})
  void namesThatAreOneFileElsewhere(String both) {
    String[] names = both.split(" ", 2);
    assertRefused(
        "has a name in line 3 that differs from that in line 2 only in case or in how its accents"
            + " are written",
        GOOD + A + "  " + names[0] + "\n" + A + "  " + names[1] + "\n");
  }

  @Test
  void textThatIsNotUtf8() {
    assertRefused(
        "has bytes that are not UTF-8 in line 2",
        (GOOD + A + "  gr\u00f6\u00dfe\n").getBytes(ISO_8859_1));
    // A slash in two bytes, as some decoders take it.
    assertRefused(
        "has bytes that are not UTF-8 in line 2",
        (GOOD + A + "  ..\u00c0\u00afx\n").getBytes(ISO_8859_1));
  }

  private static byte[] lines(int count) {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < count; i++) {
      list.append(A).append("  ").append(i).append('\n');
    }
    return list.toString().getBytes(UTF_8);
  }

  private static void assertRefused(String sentence, String list) {
    assertRefused(sentence, list.getBytes(UTF_8));
  }

  private static void assertRefused(String sentence, byte[] list) {
    assertRefused(sentence, Optional.empty(), list);
  }

  private static void assertRefused(String sentence, Optional<StrongHash> stated, byte[] list) {
    assertEquals(
        sentence,
        assertThrows(ChecksumFormatException.class, () -> ChecksumList.ofRelease(list, stated))
            .getMessage());
  }
}
