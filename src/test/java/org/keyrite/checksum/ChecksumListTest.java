package org.keyrite.checksum;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.checksum.ChecksumList.PassedOver;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.crypto.hash.StrongHash.Family;

/** What is read of a list; {@link ChecksumRefusalsTest} has what is not. */
class ChecksumListTest {
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);
  private static final String LONG = "c".repeat(128);
  private static final StrongHash BLAKE2B_256 = new StrongHash(Family.BLAKE2B, 256);

  @Test
  void entriesKeepTheOrderOfTheFile() throws Exception {
    assertEquals(List.of(entry("z", A), entry("a", B)), entries(A + "  z\n" + B + "  a\n"));
  }

  @Test
  void bothMarksOfGnuAreRead() throws Exception {
    assertEquals(
        List.of(entry("text", A), entry("binary", B), entry("*star", B)),
        entries(A + "  text\n" + B + " *binary\n" + B + " **star\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void theLastLineNeedsNoEnd(String end) throws Exception {
    List<Map.Entry<String, String>> both = List.of(entry("x", A), entry("y", B));
    assertEquals(both, entries(A + "  x" + end + B + "  y" + end));
    assertEquals(both, entries(A + "  x" + end + B + "  y"));
  }

  @Test
  void hashesAreReadInEitherCase() throws Exception {
    assertEquals(List.of(entry("x", A)), entries("A".repeat(64) + "  x\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "SHA256 (f) = , SHA_2, 256",
    "SHA2-256(f)= , SHA_2, 256",
    "SHA256(f)= , SHA_2, 256",
    "SHA384 (f) = , SHA_2, 384",
    "SHA2-384(f)= , SHA_2, 384",
    "SHA512 (f) = , SHA_2, 512",
    "SHA2-512(f)= , SHA_2, 512",
    "BLAKE2b (f) = , BLAKE2B, 512",
    "BLAKE2b-256 (f) = , BLAKE2B, 256",
    "BLAKE2b-384 (f) = , BLAKE2B, 384",
    "BLAKE2B-512(f)= , BLAKE2B, 512",
    "BLAKE2b512(f)= , BLAKE2B, 512"
  })
  void eachToolsNameOfAnAlgorithmIsKnown(String start, Family family, int bits) throws Exception {
    StrongHash algorithm = new StrongHash(family, bits);
    String hash = "0".repeat(bits / 4);
    assertEquals(List.of(entry("f", hash)), entries(algorithm, start + " " + hash + "\n"));
  }

  @Test
  void anUntaggedHashIsWhatIsStated() throws Exception {
    assertEquals(
        List.of(entry("x", "d".repeat(96))), entries(StrongHash.SHA_384, "d".repeat(96) + "  x\n"));
    for (StrongHash algorithm : List.of(StrongHash.SHA_512, StrongHash.BLAKE2B_512)) {
      assertEquals(List.of(entry("x", LONG)), entries(algorithm, LONG + "  x\n"));
    }
    assertEquals(List.of(entry("x", A)), entries(BLAKE2B_256, A + "  x\n"));
    String odd = "e".repeat(66);
    assertEquals(
        List.of(entry("x", odd)), entries(new StrongHash(Family.BLAKE2B, 264), odd + "  x\n"));
  }

  @Test
  void oneBlankBeforeTheNameDoesIfAllLinesHaveOne() throws Exception {
    assertEquals(List.of(entry("x", A), entry("a b", B)), entries(A + " x\n" + B + " a b\n"));
    assertEquals(
        List.of(entry("x", A), entry("y", B), entry("z", A)),
        entries(A + " x\nSHA256 (y) = " + B + "\n" + A + " z\n"));
  }

  @Test
  void formsMayStandBesideEachOther() throws Exception {
    assertEquals(
        List.of(entry("x", A), entry("y", B), entry("z", A)),
        entries(A + " *x\nSHA256 (y) = " + B + "\nSHA256(z)= " + A + "\n"));
  }

  @Test
  void whatCannotChangeTheMeaningIsPassedOverAndCounted() throws Exception {
    ChecksumList list =
        read(
            StrongHash.SHA_256,
            "# a comment\n\n  \n"
                + (A + "  x\n" + A + " *./x\n")
                + ("0".repeat(32) + "  x\n" + LONG + "  ../y\n")
                + ("SHA512 (y) = " + LONG + "\nSM3 (x) = 12\nBLAKE2b-256 (x) = " + B + "\n")
                + ("SHA256 (x) = " + A));
    assertEquals(Map.of("x", A), list.hashes());
    assertEquals(new PassedOver(2, 1, 2, 5), list.passedOver());
    assertEquals(
        "2 blank lines, 1 comment, 2 repeated lines, 5 lines with other hashes",
        list.passedOver().toString());
    assertEquals("1 line with another hash", new PassedOver(0, 0, 0, 1).toString());
    assertEquals(PassedOver.NOTHING, read(StrongHash.SHA_256, A + "  x\n").passedOver());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b/c.tar.gz",
        "..hidden",
        "...",
        "-rf",
        "~user",
        "a b",
        "x) = ffff",
        "(x)",
        "%2e%2e",
        "größe.txt",
        "日本語",
        "C:",
        "*"
      })
  void namesMayBe(String name) throws Exception {
    assertEquals(List.of(entry(name, A)), entries(A + "  " + name + "\n"));
    assertEquals(List.of(entry(name, A)), entries("SHA256 (" + name + ") = " + A + "\n"));
    assertEquals(List.of(entry(name, A)), entries("SHA256(" + name + ")= " + A + "\n"));
  }

  @Test
  void namesMayBeAsLongAsLinuxHasThem() throws Exception {
    String name = ("x".repeat(255) + "/").repeat(15) + "x".repeat(255);
    assertEquals(List.of(entry(name, A)), entries(A + "  " + name + "\n"));
  }

  @Test
  void theFolderThatFindNamesIsLeftOut() throws Exception {
    assertEquals(List.of(entry("a/b", A)), entries(A + "  ./a/b\n"));
  }

  @Test
  void anEscapedBackslashIsOne() throws Exception {
    assertEquals(
        List.of(entry("dev-disk-by\\x2dlabel.swap", A)),
        entries("\\" + A + "  dev-disk-by\\\\x2dlabel.swap\n"));
    assertEquals(List.of(entry("a\\b", A)), entries("\\SHA256 (a\\\\b) = " + A + "\n"));
    assertEquals(List.of(entry("plain", A)), entries("\\" + A + "  plain\n"));
  }

  @Test
  void pathsOfThisMachineMayLeadAnywhere() throws Exception {
    byte[] file = (A + "  /usr/bin/x\n" + B + " *../bin//y\n" + B + "  ./z\n").getBytes(UTF_8);
    assertEquals(
        List.of(entry("/usr/bin/x", A), entry("../bin//y", B), entry("./z", B)),
        List.copyOf(ChecksumList.ofPaths(file, StrongHash.SHA_256).hashes().entrySet()));
  }

  @Test
  void asManyLinesAsAreBearableAreRead() throws Exception {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      list.append(A).append("  file-").append(i).append('\n');
    }
    assertEquals(100_000, entries(list.toString()).size());
  }

  private static List<Map.Entry<String, String>> entries(String text)
      throws ChecksumFormatException {
    return entries(StrongHash.SHA_256, text);
  }

  private static List<Map.Entry<String, String>> entries(StrongHash stated, String text)
      throws ChecksumFormatException {
    return List.copyOf(read(stated, text).hashes().entrySet());
  }

  private static ChecksumList read(StrongHash stated, String text) throws ChecksumFormatException {
    return ChecksumList.ofRelease(text.getBytes(UTF_8), stated);
  }
}
