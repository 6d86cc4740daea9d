package org.keyrite.cli.ceremony;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.testing.AttackedMachine;
import org.keyrite.testing.HostileCeremony;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tmux;

/** Somebody outside acts while the ceremony is held, alone or together with the generator. */
@Tag("tool")
class RoomAccompliceIT {
  private static final String QUESTION = "Type yes to go on, anything else to stop:";

  /** Each way to it alone, so that another attack cannot have spoilt it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp",
        "udp",
        "unix-stream",
        "unix-datagram",
        "unix-abstract",
        "pair-datagram",
        "receive-socket",
        "stream-sendto",
        "stream-sendmsg",
        "sigio-other"
      })
  void nothingReachesTheAccomplice(String attack) throws IOException {
    for (AttackedMachine machine :
        List.of(AttackedMachine.USER, AttackedMachine.USER_WITHOUT_NAMESPACES)) {
      try (HostileCeremony ceremony = new HostileCeremony(machine)) {
        Keyrite.Result result = ceremony.hold(attack);
        assertEquals(0, result.status(), result.stderr());
        assertNotEquals("SUCCESS", ceremony.results().get(attack));
        assertEquals(List.of(), ceremony.reachedAccomplice());
      }
    }
  }

  /** Who has its output could keep the reader waiting for its end. */
  @ParameterizedTest
  @EnumSource(AttackedMachine.class)
  void theOutputCannotBeHandedOver(AttackedMachine machine) throws IOException {
    try (HostileCeremony ceremony = new HostileCeremony(machine).timeLimit("2s")) {
      long start = System.nanoTime();
      Keyrite.Result result = ceremony.hold("hand-over-output");
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      assertEquals(0, result.status(), result.stderr());
      assertEquals(Map.of("hand-over-output", "EPERM"), ceremony.results());
      assertEquals(List.of(), ceremony.reachedAccomplice());
      assertTrue(time.toSeconds() < 10, time.toString());
    }
  }

  /** The same user overwrites whatever program is found in the workspace. */
  @ParameterizedTest
  @EnumSource(AttackedMachine.class)
  void theProgramThatRunsIsTheOneThatWasVerified(AttackedMachine machine) throws IOException {
    try (HostileCeremony ceremony = new HostileCeremony(machine);
        Tmux terminal = new Tmux(ceremony.commandOf("pair-stream", "{json: secret_key}"))) {
      terminal.await(QUESTION);
      byte[] evil = evil(ceremony);
      for (Path program : programsIn(ceremony.memory())) {
        Files.write(program, evil, StandardOpenOption.TRUNCATE_EXISTING);
      }
      Files.write(ceremony.generator(), evil, StandardOpenOption.TRUNCATE_EXISTING);
      terminal.type("yes", "Enter");
      terminal.await("[status ");
      assertNotEvil(ceremony, terminal);
    }
  }

  /**
   * The workspace's folder is somebody else's, who puts a workspace of their own in its place while
   * the question stands.
   */
  @Test
  void theWorkspaceIsNotExchanged() throws IOException {
    try (HostileCeremony ceremony = new HostileCeremony(AttackedMachine.ROOT)) {
      Files.setAttribute(ceremony.memory(), "unix:uid", 1234);
      try (Tmux terminal = new Tmux(ceremony.commandOf("pair-stream", "{json: secret_key}"))) {
        terminal.await("[status ", QUESTION);
        if (terminal.screen().contains(QUESTION)) {
          for (Path workspace : workspaces(ceremony.memory())) {
            exchange(workspace, evil(ceremony));
          }
          terminal.type("yes", "Enter");
          terminal.await("[status ");
        }
        assertNotEvil(ceremony, terminal);
      }
    }
  }

  private static void exchange(Path workspace, byte[] evil) throws IOException {
    Path original = workspace.resolveSibling(workspace.getFileName() + ".orig");
    Files.move(workspace, original);
    Files.createDirectory(workspace);
    for (Path program : programsIn(original)) {
      Path exchanged = workspace.resolve(original.relativize(program));
      Files.createDirectories(exchanged.getParent());
      Files.write(exchanged, evil);
      Files.setPosixFilePermissions(exchanged, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  /** A program that prints a key that the accomplice knows, and leaves a mark if it can. */
  private static byte[] evil(HostileCeremony ceremony) {
    return """
    #!/bin/sh
    echo ran > %s
    printf '{"secret_key": "%%032d", "peer_id": "evil.SUCCESS"}' 7
    """
        .formatted(mark(ceremony))
        .getBytes(UTF_8);
  }

  private static Path mark(HostileCeremony ceremony) {
    return ceremony.folder().resolve("mark");
  }

  private static List<Path> workspaces(Path memory) throws IOException {
    try (Stream<Path> folders = Files.list(memory)) {
      return folders.filter(Files::isDirectory).toList();
    }
  }

  private static List<Path> programsIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(Files::isExecutable).toList();
    }
  }

  private static void assertNotEvil(HostileCeremony ceremony, Tmux terminal) throws IOException {
    assertFalse(Files.exists(mark(ceremony)), terminal.screen());
    if (Files.exists(ceremony.out().resolve("journal.jsonl"))) {
      assertEquals(Map.of("pair-stream", "SUCCESS"), ceremony.results(), terminal.screen());
    } else {
      assertFalse(terminal.screen().contains("[status 0]"), terminal.screen());
    }
  }

  /** Typed characters would be a command of the shell that comes after keyrite. */
  @ParameterizedTest
  @EnumSource(AttackedMachine.class)
  void nothingIsTypedIntoTheTerminal(AttackedMachine machine) throws IOException {
    try (HostileCeremony ceremony = new HostileCeremony(machine);
        Tmux terminal =
            new Tmux(ceremony.commandOf("type-into-terminal", "{json: secret_key}", "--yes"))) {
      terminal.await("[status ");
      assertTrue(terminal.screen().contains("[status 0]"), terminal.screen());
      assertNotEquals("SUCCESS", ceremony.results().get("type-into-terminal"));
      assertFalse(terminal.screen().contains("TYPED"), terminal.screen());
    }
  }

  /** Descriptors of the terminal would do as well as its name. */
  @Test
  void theTerminalIsNotHandedDown() throws IOException {
    try (HostileCeremony ceremony = new HostileCeremony(AttackedMachine.USER);
        Tmux terminal =
            new Tmux(ceremony.commandOf("terminal-descriptors", "{json: secret_key}", "--yes"))) {
      terminal.await("[status 0]");
      assertEquals(Map.of("terminal-descriptors", "NOTHING"), ceremony.results());
    }
  }
}
