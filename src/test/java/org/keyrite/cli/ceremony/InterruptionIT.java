package org.keyrite.cli.ceremony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.testing.CeremonyFixture;
import org.keyrite.testing.Keyrite;

/** A signal in the middle of a ceremony: the workspace goes, and so does what it runs. */
class InterruptionIT {
  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  void wipesTheWorkspace(String signal, int status) throws Exception {
    try (CeremonyFixture ceremony = new CeremonyFixture()) {
      ceremony.with("echo SECRET-7 > \"$HOME/key\"; : > \"$HOME/ready\"; exec sleep 987652\n");
      Path words = ceremony.folder().resolve("words");
      Process process = hold(ceremony, words);
      signal(signal, process);
      assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it goes on after the signal");
      assertEquals(status, process.exitValue());
      assertEquals(
          "keyrite: Interrupted. Workspace: 2 files removed, 9 bytes overwritten, nothing left.\n"
              + "         There is a bundle only if there is a folder "
              + ceremony.out()
              + "; it is complete then.\n",
          Files.readString(words));
      ceremony.assertNothingLeft();
      CeremonyFixture.assertEnded("sleep\000987652");
    }
  }

  /** A time limit that somebody of the same user could defeat with a SIGSTOP would be none. */
  @Test
  void theTimeLimitHoldsWhileKeyriteIsStopped() throws Exception {
    try (CeremonyFixture ceremony = new CeremonyFixture()) {
      ceremony
          .with(": > \"$HOME/ready\"; exec sleep 987650\n")
          .change("time-limit: 20s", "time-limit: 2s");
      Path words = ceremony.folder().resolve("words");
      Process process = hold(ceremony, words);
      signal("STOP", process);
      awaitEnd("sleep\000987650");
      signal("CONT", process);
      assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it goes on for ever");
      assertEquals(1, process.exitValue());
      assertTrue(
          Files.readString(words)
              .startsWith("keyrite: The generator did not end within 2 seconds.\n"),
          Files.readString(words));
      ceremony.assertNothingLeft();
    }
  }

  @Test
  void aGeneratorEndsWithKeyriteThatIsKilled() throws Exception {
    try (CeremonyFixture ceremony = new CeremonyFixture("deep")) {
      ceremony.with("sleep 987649 & : > \"$HOME/ready\"; exec sleep 987648\n");
      Process process = hold(ceremony, ceremony.folder().resolve("words"));
      process.destroyForcibly();
      awaitEnd("sleep\000987648");
      awaitEnd("sleep\000987649");
    }
  }

  private static Process hold(CeremonyFixture ceremony, Path words) throws Exception {
    List<String> command = new ArrayList<>(Keyrite.withDefaultSignals());
    command.add(Keyrite.executable().toString());
    command.addAll(ceremony.command("--yes"));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(words.toFile())
            .start();
    while (!isReady(ceremony.memory())) {
      assertTrue(process.isAlive(), "it ended before the generator ran");
      Thread.sleep(10);
    }
    return process;
  }

  private static void signal(String signal, Process process) {
    Keyrite.execute(new byte[0], List.of("kill", "-s", signal, Long.toString(process.pid())));
  }

  /** Within ten seconds, or never. */
  private static void awaitEnd(String command) throws Exception {
    for (int i = 0; i < 1000 && CeremonyFixture.runs(command); i++) {
      Thread.sleep(10);
    }
    CeremonyFixture.assertEnded(command);
  }

  private static boolean isReady(Path memory) throws IOException {
    try (Stream<Path> workspaces = Files.list(memory)) {
      return workspaces.anyMatch(workspace -> Files.exists(workspace.resolve("ready")));
    }
  }
}
