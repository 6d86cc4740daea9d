package org.keyrite.ceremony;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.ceremony.plan.ExamplePlan;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.testing.Fifo;

/** A reviewer is told whether the generator beside the plan is the pinned one. */
final class GeneratorHereTest {
  private static final String HASH = Sha256.hex("a program".getBytes(UTF_8));

  @TempDir Path folder;

  @Test
  void aPinnedFileIsHere() throws Exception {
    Files.writeString(generator(), "a program");
    assertHere(GeneratorHere.Finding.PINNED, Optional.of(HASH), "has a pinned SHA-256");
  }

  @Test
  void anotherFileIsHere() throws Exception {
    Files.writeString(generator(), "another program");
    assertHere(
        GeneratorHere.Finding.NOT_PINNED,
        Optional.of(Sha256.hex("another program".getBytes(UTF_8))),
        "DOES NOT have a pinned SHA-256");
  }

  @Test
  void noFileIsHere() throws Exception {
    assertHere(GeneratorHere.Finding.MISSING, Optional.empty(), "not on this machine");
    Files.createSymbolicLink(generator(), Path.of("nothing"));
    assertHere(GeneratorHere.Finding.MISSING, Optional.empty(), "not on this machine");
  }

  @Test
  void whatIsHereIsNoFile() throws Exception {
    Files.createDirectory(generator());
    assertHere(GeneratorHere.Finding.UNREADABLE, Optional.empty(), "is a folder");
    Files.delete(generator());
    Fifo.create(generator());
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> assertHere(GeneratorHere.Finding.UNREADABLE, Optional.empty(), "is not a file"));
  }

  private Path generator() throws Exception {
    return Files.createDirectories(folder.resolve("bin")).resolve("generator");
  }

  private void assertHere(GeneratorHere.Finding finding, Optional<String> sha256, String words)
      throws Exception {
    GeneratorHere here =
        GeneratorHere.of(
            ExamplePlan.changed(folder, "a".repeat(64), HASH).generator(), Instant.EPOCH);
    assertEquals(finding, here.finding());
    assertEquals(sha256, here.sha256());
    assertEquals(words, here.inWords());
  }
}
