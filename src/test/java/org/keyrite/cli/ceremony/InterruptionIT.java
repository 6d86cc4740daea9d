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
      List<String> command = new ArrayList<>(Keyrite.withDefaultSignals());
      command.add(Keyrite.executable().toString());
      command.addAll(ceremony.command("--yes"));
      Path words = ceremony.folder().resolve("words");
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(words.toFile())
              .start();
      while (!isReady(ceremony.memory())) {
        assertTrue(process.isAlive(), "it ended before the generator ran");
        Thread.sleep(10);
      }
      Keyrite.execute(new byte[0], List.of("kill", "-s", signal, Long.toString(process.pid())));
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

  private static boolean isReady(Path memory) throws IOException {
    try (Stream<Path> workspaces = Files.list(memory)) {
      return workspaces.anyMatch(workspace -> Files.exists(workspace.resolve("ready")));
    }
  }
}
