package org.keyrite.checksum;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
      Arguments.of("3015617425 2 f", "has a hash of 10 digits in line 2, and none has so many"),
      Arguments.of("decade of tools", "has a hash of 6 digits in line 2, and none has so many"),
      Arguments.of(" # comment", "has something other than a checksum and a name in line 2"),
      Arguments.of("junk", "has something other than a checksum and a name in line 2"),
      Arguments.of(A, "has something other than a checksum and a name in line 2"),
      Arguments.of(A + "  ", "has one blank before the name in line 2, unlike the lines before it"),
      Arguments.of(A + " x", "has one blank before the name in line 2, unlike the lines before it"),
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
  void blanksAndLineEndsAreNotMixed() {
    String two = "has two blanks before the name in line 3, unlike the lines before it";
    assertRefused(two, A + " x\nSHA256 (y) = " + A + "\n" + GOOD);
    assertRefused(two, A + " x\n\n" + A + " *y\n");
    String otherEnd = "has line 2 end otherwise than the lines before it";
    assertRefused(otherEnd, GOOD + A + "  x\r\n");
    assertRefused(otherEnd, A + "  x\r\n" + GOOD);
  }

  @Test
  void aSignatureFileWithTheListInIt() {
    assertRefused(
        "is a signature file with the list in it: its mode is clear-signed",
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n" + GOOD);
    assertRefused(
        "is a signature file: if the list is in it, its mode is embedded",
        "untrusted comment: verify with release.pub\nRWQ\n" + GOOD);
  }

  /** What is weak, or not known, is passed over: it can never be what a file is accepted for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "MD5 (x) = HASH",
        "SHA1 (x) = HASH",
        "SHA1(x)= HASH",
        "SHA224 (x) = HASH",
        "SHA2-224(x)= HASH",
        "SHA3-256 (x) = HASH",
        "SHA2-512/256(x)= HASH",
        "SHA512/256 (x) = HASH",
        "RIPEMD-160(x)= HASH",
        "CRC32 (x) = HASH",
        "BLAKE2b-128 (x) = HASH",
        "BLAKE2b-256 (x) = HASH",
        "BLAKE2b-520 (x) = HASH",
        "BLAKE2s (x) = HASH",
        "SM3 (x) = HASH",
        "SIZE (x) = HASH",
        "SHA25 (x) = HASH"
      })
  void otherHashesThatAreNamed(String line) {
    assertRefused("has no SHA-256 in it", line.replace("HASH", A) + "\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 40, 56, 96, 128})
  void otherHashesByTheirLength(int digits) {
    assertRefused("has no SHA-256 in it", "0".repeat(digits) + "  x\n");
  }

  @Test
  void aListOfNothing() {
    assertRefused("has no SHA-256 in it", "# a comment\n\n");
    assertRefused(
        "has no SHA-512 in it", StrongHash.SHA_512, ("SHA256 (x) = " + A + "\n").getBytes(UTF_8));
    assertRefused(
        "has no BLAKE2b-256 in it",
        new StrongHash(Family.BLAKE2B, 256),
        ("BLAKE2b (x) = " + A + A + "\n").getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 63, 65, 127, 129})
  void hashesOfALengthThatNoneHas(int digits) {
    String hash = "0".repeat(digits);
    assertRefused(
        "has a hash of " + digits + " digits in line 1, and none has so many", hash + "  x\n");
    assertRefused(
        "has a hash of " + digits + " digits in line 1, where SHA-256 has 64",
        "SHA256 (x) = " + hash + "\n");
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
                ChecksumFormatException.class,
                () -> ChecksumList.ofPaths(paths, StrongHash.SHA_256))
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
  void namesWithTwoHashes() {
    String other = "has another hash for 'good' in line 2 than before";
    assertRefused(other, GOOD + B + "  good\n");
    assertRefused(other, GOOD + B + " *./good\n");
    assertRefused(other, GOOD + "SHA256 (good) = " + B + "\n");
    byte[] paths = (A + "  /x\n" + B + "  /x\n").getBytes(UTF_8);
    assertEquals(
        "has another hash for '/x' in line 2 than before",
        assertThrows(
                ChecksumFormatException.class,
                () -> ChecksumList.ofPaths(paths, StrongHash.SHA_256))
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
    assertRefused(sentence, StrongHash.SHA_256, list);
  }

  private static void assertRefused(String sentence, StrongHash stated, byte[] list) {
    assertEquals(
        sentence,
        assertThrows(ChecksumFormatException.class, () -> ChecksumList.ofRelease(list, stated))
            .getMessage());
  }
}
