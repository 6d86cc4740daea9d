package org.keyrite.checksum;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.checksum.ChecksumList.Entry;
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
    assertEquals(List.of(sha256("z", A), sha256("a", B)), entries(A + "  z\n" + B + "  a\n"));
  }

  @Test
  void bothMarksOfGnuAreRead() throws Exception {
    assertEquals(
        List.of(sha256("text", A), sha256("binary", B), sha256("*star", B)),
        entries(A + "  text\n" + B + " *binary\n" + B + " **star\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void theLastLineNeedsNoEnd(String end) throws Exception {
    List<Entry> both = List.of(sha256("x", A), sha256("y", B));
    assertEquals(both, entries(A + "  x" + end + B + "  y" + end));
    assertEquals(both, entries(A + "  x" + end + B + "  y"));
  }

  @Test
  void hashesAreReadInEitherCase() throws Exception {
    assertEquals(List.of(sha256("x", A)), entries("A".repeat(64) + "  x\n"));
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
    List<Entry> read = List.of(new Entry("f", algorithm, hash));
    assertEquals(read, entries(start + " " + hash + "\n"));
    assertEquals(read, entries(Optional.of(algorithm), start + " " + hash + "\n"));
  }

  @Test
  void anUntaggedHashIsWhatIsStatedOrWhatItsLengthSays() throws Exception {
    assertEquals(
        List.of(new Entry("x", StrongHash.SHA_384, "d".repeat(96))),
        entries("d".repeat(96) + "  x\n"));
    for (StrongHash algorithm : List.of(StrongHash.SHA_512, StrongHash.BLAKE2B_512)) {
      assertEquals(
          List.of(new Entry("x", algorithm, LONG)),
          entries(Optional.of(algorithm), LONG + "  x\n"));
    }
    assertEquals(
        List.of(new Entry("x", BLAKE2B_256, A)), entries(Optional.of(BLAKE2B_256), A + "  x\n"));
  }

  @Test
  void aFileMayBeListedWithSeveralAlgorithmsAndMustHaveAllOfTheHashes() throws Exception {
    ChecksumList list =
        ChecksumList.ofRelease(
            ("SHA256 (x) = " + A + "\nSHA256 (y) = " + B + "\nSHA512 (x) = " + LONG + "\n")
                .getBytes(UTF_8),
            Optional.empty());
    assertEquals(3, list.entries().size());
    Map<String, Map<StrongHash, String>> byName = list.byName();
    assertEquals(List.of("x", "y"), List.copyOf(byName.keySet()));
    assertEquals(Map.of(StrongHash.SHA_256, A, StrongHash.SHA_512, LONG), byName.get("x"));
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
    assertEquals(List.of(sha256(name, A)), entries(A + "  " + name + "\n"));
    assertEquals(List.of(sha256(name, A)), entries("SHA256 (" + name + ") = " + A + "\n"));
    assertEquals(List.of(sha256(name, A)), entries("SHA256(" + name + ")= " + A + "\n"));
  }

  @Test
  void namesMayBeAsLongAsLinuxHasThem() throws Exception {
    String name = ("x".repeat(255) + "/").repeat(15) + "x".repeat(255);
    assertEquals(List.of(sha256(name, A)), entries(A + "  " + name + "\n"));
  }

  @Test
  void theFolderThatFindNamesIsLeftOut() throws Exception {
    assertEquals(List.of(sha256("a/b", A)), entries(A + "  ./a/b\n"));
  }

  @Test
  void anEscapedBackslashIsOne() throws Exception {
    assertEquals(
        List.of(sha256("dev-disk-by\\x2dlabel.swap", A)),
        entries("\\" + A + "  dev-disk-by\\\\x2dlabel.swap\n"));
    assertEquals(List.of(sha256("a\\b", A)), entries("\\SHA256 (a\\\\b) = " + A + "\n"));
    assertEquals(List.of(sha256("plain", A)), entries("\\" + A + "  plain\n"));
  }

  @Test
  void pathsOfThisMachineMayLeadAnywhere() throws Exception {
    byte[] file = (A + "  /usr/bin/x\n" + B + " *../bin//y\n" + B + "  ./z\n").getBytes(UTF_8);
    assertEquals(
        List.of(sha256("/usr/bin/x", A), sha256("../bin//y", B), sha256("./z", B)),
        ChecksumList.ofPaths(file, Optional.empty()).entries());
  }

  @Test
  void asManyLinesAsAreBearableAreRead() throws Exception {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      list.append(A).append("  file-").append(i).append('\n');
    }
    assertEquals(100_000, entries(list.toString()).size());
  }

  private static Entry sha256(String name, String hash) {
    return new Entry(name, StrongHash.SHA_256, hash);
  }

  private static List<Entry> entries(String text) throws ChecksumFormatException {
    return entries(Optional.empty(), text);
  }

  private static List<Entry> entries(Optional<StrongHash> stated, String text)
      throws ChecksumFormatException {
    return ChecksumList.ofRelease(text.getBytes(UTF_8), stated).entries();
  }
}
