package org.keyrite.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The policies in {@code ceremony/trust}: those for real projects, and the releases beside the
 * others.
 */
final class ExamplesTest {
  private static final Path EXAMPLES = Path.of("ceremony/trust");
  private static final Moment NOW = Moment.now(Instant.parse("2026-11-22T00:00:00Z"));

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"bitcoin-like, 3", "openbsd-like, 3", "minisign, 1"})
  void theReleaseIsAdmitted(String example, int files) throws Exception {
    Policy policy = PolicyReader.read(EXAMPLES.resolve(example).resolve("trust.yaml"));
    Path release = EXAMPLES.resolve(example).resolve("release");
    Path out = folder.resolve("out");
    Verdict verdict = Verification.verify(policy, Subject.folder(policy, release), NOW, out);
    assertEquals(Optional.empty(), verdict.whyNot());
    assertEquals(true, verdict.isYes());
    assertEquals(files, verdict.artifacts().size());
    assertEquals(files, files(out).size());
  }

  /** Whichever file has a bit that is not its own, it is noticed. */
  @ParameterizedTest
  @CsvSource({"bitcoin-like, 4", "openbsd-like, 3", "minisign, 2"})
  void aDamagedReleaseIsNot(String example, int files) throws Exception {
    Policy policy = PolicyReader.read(EXAMPLES.resolve(example).resolve("trust.yaml"));
    List<Path> all = files(EXAMPLES.resolve(example).resolve("release"));
    assertEquals(files, all.size());
    for (Path damaged : all) {
      Path release = Files.createTempDirectory(folder, "release");
      for (Path file : all) {
        byte[] bytes = Files.readAllBytes(file);
        if (file.equals(damaged)) {
          bytes[bytes.length / 2] ^= 1;
        }
        Files.write(release.resolve(file.getFileName()), bytes);
      }
      Verdict verdict = Verification.verify(policy, Subject.folder(policy, release), NOW);
      assertEquals(false, verdict.isYes(), damaged.toString());
    }
  }

  /** Reading one asks each certificate whether it holds the pinned key. */
  @ParameterizedTest
  @CsvSource({
    "bitcoin-core, 7, 7, 2",
    "debian, 1, 1, 2",
    "electrum, 1, 1, 1",
    "fedora, 1, 1, 2",
    "go, 1, 1, 1",
    "monero, 1, 1, 2",
    "openbsd, 1, 0, 2",
    "qubes, 1, 1, 2",
    "qubes-4.2, 1, 1, 2",
    "ubuntu, 1, 1, 2",
    "zig, 1, 0, 1"
  })
  void theRealOneIsReadAndItsKeysAreInTheReadme(
      String project, int signers, int certificates, int artifacts) throws Exception {
    Path home = EXAMPLES.resolve(project).toAbsolutePath();
    Policy policy = PolicyReader.read(home.resolve("trust.yaml"));
    assertEquals(signers, policy.signers().size());
    assertEquals(artifacts, policy.artifacts().size());
    Set<Path> known = new HashSet<>();
    policy.certificates().forEach(certificate -> known.add(certificate.file()));
    assertEquals(certificates, known.size());
    if (certificates > 0) {
      assertEquals(known, Set.copyOf(files(home.resolve("keys"))));
    }
    String text = Files.readString(home.resolve("trust.yaml"));
    assertEquals(true, text.contains("# Looked up on 2026-11-28."));
    List<String> readme = Files.readAllLines(EXAMPLES.resolve("README.md"));
    for (Party.Signer signer : policy.signers()) {
      String row = rows(readme, signer.name()).getLast();
      String key = row.split(" \\| ", -1)[1];
      assertEquals(true, text.contains(": " + key + "\n"), row);
    }
    String version = policy.artifacts().getFirst().version();
    assertEquals(version, rows(readme, project).getFirst().split(" \\| ", -1)[1]);
  }

  @Test
  void noPolicyIsLeftOut() throws Exception {
    List<String> readme = Files.readAllLines(EXAMPLES.resolve("README.md"));
    List<Path> folders = files(EXAMPLES).stream().filter(Files::isDirectory).toList();
    assertEquals(14, folders.size());
    folders.forEach(
        home -> assertEquals(false, rows(readme, home.getFileName().toString()).isEmpty()));
  }

  private static List<String> rows(List<String> readme, String name) {
    return readme.stream().filter(line -> line.startsWith("| `" + name + "` | ")).toList();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
