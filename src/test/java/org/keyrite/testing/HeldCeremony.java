package org.keyrite.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A ceremony whose generator waits in its workspace, until a file {@code go} is there. */
public final class HeldCeremony implements AutoCloseable {
  /** What the generator does before it waits: it has made its key. */
  public static final String WAITS =
      "cd \"$HOME\"; echo SECRET-7 > key; : > ready\nwhile ! [ -e go ]; do sleep .02; done\n";

  private final Path output;
  private final Process process;
  private final Path workspace;

  /** Begins one, whose plan and generator are there, and waits for its generator to wait. */
  public HeldCeremony(CeremonyFixture ceremony, String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of(Keyrite.executable().toString()));
    command.addAll(ceremony.command("--yes"));
    command.addAll(List.of(more));
    output = Files.createTempFile(ceremony.folder(), "output", "");
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    while (ready(ceremony.memory()).isEmpty()) {
      assertTrue(process.isAlive(), "it ended early: " + Files.readString(output));
      Thread.sleep(10);
    }
    workspace = ready(ceremony.memory()).getFirst();
  }

  private List<Path> ready(Path memory) throws IOException {
    try (Stream<Path> folders = Files.list(memory)) {
      return folders
          .filter(folder -> folder.getFileName().toString().contains("-" + process.pid() + "-"))
          .filter(folder -> Files.exists(folder.resolve("ready")))
          .toList();
    }
  }

  /** Where the generator waits. */
  public Path workspace() {
    return workspace;
  }

  /**
   * Lets the generator go on.
   *
   * @param folder its workspace, wherever that is by now
   * @return what the ceremony comes to; all that it says is in the place of standard output
   */
  public Keyrite.Result goOn(Path folder) throws Exception {
    Files.createFile(folder.resolve("go"));
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it goes on for ever");
    String words = Files.readString(output, StandardCharsets.UTF_8);
    return new Keyrite.Result(process.exitValue(), words.getBytes(StandardCharsets.UTF_8), words);
  }

  /** Kills keyrite, so that it cleans nothing up. Its generator ends as well, in some time. */
  public void kill() {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly().onExit().join();
    started.forEach(ProcessHandle::destroyForcibly);
    started.forEach(each -> each.onExit().join());
  }

  @Override
  public void close() {
    kill();
  }
}
