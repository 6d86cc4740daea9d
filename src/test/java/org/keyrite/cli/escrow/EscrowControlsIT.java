package org.keyrite.cli.escrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.testing.EscrowFixture;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;

/** Where the kernel refuses a protection nobody is asked for a share, unless an option says so. */
@Tag("tool")
class EscrowControlsIT {
  private static final Path SOURCE = Path.of("src/test/attacks/without.c");
  private static final String FOUND = "keyrite: A protection is not in force: ";

  private EscrowFixture escrow;
  private Path set;
  private Path without;

  @BeforeEach
  void begin() throws IOException {
    Tools.require("cc");
    escrow = new EscrowFixture();
    set = escrow.split("set");
    without = escrow.folder().resolve("without");
    Keyrite.Result built =
        Keyrite.execute(
            new byte[0],
            List.of("cc", "-o", without.toString(), SOURCE.toAbsolutePath().toString()));
    assertEquals("0 ", built.status() + " " + built.stderr());
  }

  @AfterEach
  void end() throws IOException {
    escrow.close();
  }

  private Keyrite.Result without(String thing, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(without.toString(), thing, Keyrite.executable().toString(), "escrow"));
    command.addAll(List.of(arguments));
    return Keyrite.execute(new byte[0], command);
  }

  @ParameterizedTest
  @CsvSource({
    "seccomp, 'no sockets, here and in started programs'",
    "dumpable, no reading by other processes of this user"
  })
  void itIsRefused(String thing, String control) throws IOException {
    Keyrite.Result result = without(thing, escrow.with("check", set, List.of("carol")));
    assertEquals(4, result.status());
    assertTrue(result.stderr().contains(FOUND + control + " ("), result.stderr());
    assertTrue(
        result.stderr().endsWith("Use a kernel that grants it, or add --controls-may-fail.\n"),
        result.stderr());
  }

  @ParameterizedTest
  @ValueSource(strings = {"drill", "combine", "kit", "reissue", "reshare", "rotate"})
  void everyCommandThatTakesASecretDoes(String command) throws IOException {
    String memory = escrow.memory().toString();
    String out = escrow.folder() + "/again";
    List<String> more =
        switch (command) {
          case "drill" -> List.of("--signed-off-by", "eve");
          case "combine" -> List.of("-o", memory + "/identity");
          case "kit" -> List.of("--kits", memory);
          case "reissue" ->
              List.of("--trustee", "bob", "--to", "paper", "--kits", memory, "--out", out);
          case "reshare" -> List.of("--threshold", "1", "--trustee", "a=paper", "--out", out);
          default -> List.of("--files", set.toString(), "--out", out);
        };
    Keyrite.Result result =
        without("seccomp", escrow.with(command, set, List.of("dora"), more.toArray(String[]::new)));
    assertTrue(result.stderr().contains(FOUND), result.stderr());
    assertEquals(4, result.status());
    assertEquals(List.of(), EscrowFixture.names(escrow.memory()));
    assertFalse(Files.exists(Path.of(out)));
  }

  @Test
  void anAcceptanceIsSaidAndRecorded() throws IOException {
    String[] drill =
        escrow.with(
            "drill",
            set,
            List.of("alice", "bob", "dora"),
            "--signed-off-by",
            "eve",
            "--controls-may-fail");
    Keyrite.Result result = without("seccomp", drill);
    assertEquals(0, result.status(), result.stderr());
    assertTrue(result.stderr().contains(FOUND), result.stderr());
    assertTrue(result.stderr().contains("Going on, as --controls-may-fail says."), result.stderr());
    List<String> journal = Files.readAllLines(set.resolve("escrow-journal.jsonl"));
    assertEquals(3, journal.size());
    assertTrue(
        journal
            .get(1)
            .contains(
                "\"event\":\"risk-accepted\",\"set\":\""
                    + EscrowFixture.fact(set, "set")
                    + "\",\"risks\":[\"A protection is not in force: no sockets"),
        journal.get(1));
    // The option alone accepts nothing.
    Keyrite.Result whole = escrow.run(drill);
    assertEquals("0 ", whole.status() + " " + whole.stderr());
    assertEquals(4, Files.readAllLines(set.resolve("escrow-journal.jsonl")).size());
  }
}
