package org.keyrite.ceremony;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.fault.Failed;
import org.keyrite.trust.Pin;
import org.keyrite.trust.VerifiedArtifact;

/**
 * A generator runs in a small world and ends. What only the native executable can do (no sockets,
 * finding processes whose parents have ended) is tested there.
 */
final class GeneratorRunTest {
  private static final String UNSEEN =
      "Its messages are not shown, since they could hold the secret: run it by hand, without real"
          + " keys, to read them.";

  @TempDir Path folder;

  private Path workspace;
  private Duration timeLimit = Duration.ofMinutes(1);
  private int outputLimit = 1000;
  private int copied;

  @BeforeEach
  void aWorkspaceWithoutLinksInItsPath() throws Exception {
    workspace = Files.createDirectory(folder.toRealPath().resolve("workspace"));
  }

  @Test
  void whatItPrintsIsItsOutput() throws Exception {
    assertEquals("one\ntwo", run("printf 'one\\ntwo'; echo not this >&2"));
  }

  @Test
  void itRunsInTheWorkspace() throws Exception {
    assertEquals(workspace + "\n", run("pwd -P"));
  }

  @Test
  void itsArgumentsNameTheWorkspaceAndPassThroughNoShell() throws Exception {
    assertEquals(
        "[--data=" + workspace + "/x/" + workspace + "][][$(id) * \"'][{other}]",
        run(
            "for argument; do printf '[%s]' \"$argument\"; done",
            "--data={workspace}/x/{workspace}", "", "$(id) * \"'", "{other}"));
  }

  @Test
  void itsEnvironmentIsItsOwn() throws Exception {
    Set<String> lines = run(Path.of("/usr/bin/env")).lines().collect(Collectors.toSet());
    assertEquals(
        Set.of(
            "PATH=/usr/local/bin:/usr/bin:/bin",
            "HOME=" + workspace,
            "TMPDIR=" + workspace,
            "LC_ALL=C.UTF-8"),
        lines);
  }

  @Test
  void nothingIsOnItsStandardInput() throws Exception {
    assertEquals("0", run("wc -c").strip());
  }

  @Test
  void printingNothingIsLeftToTheExtractionToFind() throws Exception {
    assertEquals("", run("exit 0"));
  }

  @Test
  void printingAsMuchAsItsLimitIsAllowed() throws Exception {
    assertEquals("x".repeat(1000), run("printf %01000d 0 | tr 0 x"));
  }

  @Test
  void printingMoreThanItsLimitEndsIt() {
    assertFailed(
        "The generator printed more than 1000 bytes.",
        "Raise output-limit in the plan if that is right for it.",
        "printf %01001d 0");
    assertFailed(
        "The generator printed more than 1000 bytes.",
        "Raise output-limit in the plan if that is right for it.",
        "while :; do echo more and more; done");
  }

  @Test
  void failingIsToldByItsStatusAndNothingElse() {
    assertFailed(
        "The generator failed with status 3.", UNSEEN, "echo s3cret; echo s3cret >&2; exit 3");
    assertFailed("The generator failed with status 137.", UNSEEN, "kill -KILL $$");
  }

  @Test
  void runningLongerThanItsLimitEndsItAndWhatItStarted() {
    timeLimit = Duration.ofSeconds(1);
    // What it started holds its output open: only the end of both lets the run come to an end.
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () ->
            assertFailed(
                "The generator did not end within 1 seconds.",
                "Raise time-limit in the plan if it needs longer. " + UNSEEN,
                "sleep 600 & wait"));
  }

  @Test
  void whatCannotBeStartedIsSaid() throws Exception {
    Path program = Files.writeString(folder.resolve("generator"), "#!/missing/interpreter\n");
    Failed failed = assertThrows(Failed.class, () -> run(program));
    assertEquals(
        "The generator could not be started: No such file or directory.", failed.getMessage());
    assertEquals(
        "Check that it is a program for this machine, and that its interpreter is there.",
        failed.advice());
  }

  private String run(String script, String... arguments) throws Exception {
    Path program = folder.resolve("generator");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    return run(program, arguments);
  }

  private String run(Path program, String... arguments) throws Exception {
    Pin pin = new Pin(List.of(Sha256.hex(Files.readAllBytes(program))));
    Plan.Generator generator =
        new Plan.Generator(
            program,
            "1.0",
            Optional.of(pin),
            Optional.empty(),
            List.of(arguments),
            timeLimit,
            outputLimit);
    Path copies = folder.resolve("verified-" + copied++);
    VerifiedArtifact verified = VerifiedArtifact.admit(program, pin, copies);
    try (SecretBytes output = GeneratorRun.run(verified, generator, workspace)) {
      return new String(output.bytes(), UTF_8);
    }
  }

  private void assertFailed(String message, String advice, String script) {
    Failed failed = assertThrows(Failed.class, () -> run(script));
    assertEquals(message, failed.getMessage());
    assertEquals(advice, failed.advice());
  }
}
