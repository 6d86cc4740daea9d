package org.keyrite.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policies in {@code ceremony/trust}, on the releases beside them, as they are. */
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

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
