package org.keyrite.cli.ceremony;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
      Path ready = ceremony.folder().resolve("ready");
      ceremony.with("echo SECRET-7 > \"$HOME/key\"; echo $$ > " + ready + "; exec sleep 1000\n");
      List<String> command = new ArrayList<>(Keyrite.withDefaultSignals());
      command.add(Keyrite.executable().toString());
      command.addAll(ceremony.command("--yes"));
      Path words = ceremony.folder().resolve("words");
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(words.toFile())
              .start();
      while (!Files.exists(ready) || Files.size(ready) == 0) {
        assertTrue(process.isAlive(), "it ended before the generator ran");
        Thread.sleep(10);
      }
      Keyrite.execute(new byte[0], List.of("kill", "-s", signal, Long.toString(process.pid())));
      assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it goes on after the signal");
      assertEquals(status, process.exitValue());
      assertEquals(
          "keyrite: Interrupted. Workspace: 2 files removed, "
              + (Files.size(ceremony.folder().resolve("generator")) + "SECRET-7\n".length())
              + " bytes overwritten, nothing left.\n"
              + "         There is a bundle only if there is a folder "
              + ceremony.out()
              + "; it is complete then.\n",
          Files.readString(words));
      ceremony.assertNothingLeft();
      String pid = new String(Files.readAllBytes(ready), UTF_8).strip();
      Path stat = Path.of("/proc", pid, "stat");
      assertTrue(
          !Files.exists(stat) || Files.readString(stat).contains(") Z "),
          "the generator still runs");
    }
  }
}
