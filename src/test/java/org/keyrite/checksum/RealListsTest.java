package org.keyrite.checksum;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.crypto.hash.StrongHash;

/**
 * The lists of real projects, as they publish them: {@code lists/SOURCES.md} says where they are
 * from.
 */
class RealListsTest {
  private static final Path LISTS = Path.of("src/test/resources/lists");

  @ParameterizedTest
  @CsvSource({
    "arch, 4, ''",
    "bitcoin-core, 16, ''",
    "debian, 2, ''",
    "fedora, 6, 6 comments",
    "kernel, 1, ''",
    "lnd, 1, ''",
    "monero, 19, 12 comments",
    "nodejs, 16, 1 blank line",
    "openbsd, 3, ''",
    "qubes, 1, '1 blank line, 1 line with another hash'",
    "qubes-4.2, 1, '1 blank line, 3 lines with other hashes'",
    "tor-browser, 10, ''",
    "ubuntu, 6, ''",
    "void, 2, ''"
  })
  void isRead(String project, int files, String passedOver) throws Exception {
    ChecksumList list =
        ChecksumList.ofRelease(
            Files.readAllBytes(LISTS.resolve(project + ".txt")), StrongHash.SHA_256);
    assertEquals(files, list.hashes().size());
    assertEquals(passedOver, list.passedOver().toString());
  }

  /** The same list, read for the stronger of its hashes. */
  @Test
  void qubesForItsLongerHash() throws Exception {
    byte[] list = Files.readAllBytes(LISTS.resolve("qubes-4.2.txt"));
    assertEquals(
        "949589751e8d4794274b4889dd94f50823b39011e2b8b0afa3b4b7fd204042ba"
            + "f640f1af4241dae42193cf33a9721600402a2f258397a2c81f20241576640607",
        ChecksumList.ofRelease(list, StrongHash.SHA_512).hashes().get("Qubes-R4.2.4-x86_64.iso"));
  }

  /** A list that nobody reads, or whose source nobody says, is none. */
  @Test
  void eachHasASource() throws Exception {
    String sources = Files.readString(LISTS.resolve("SOURCES.md"));
    try (Stream<Path> files = Files.list(LISTS)) {
      Set<String> unknown =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".txt") && !sources.contains("`" + name + "`"))
              .collect(Collectors.toSet());
      assertEquals(Set.of(), unknown);
    }
  }
}
