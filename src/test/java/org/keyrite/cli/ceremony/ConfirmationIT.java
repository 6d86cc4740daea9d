package org.keyrite.cli.ceremony;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrite.testing.CeremonyFixture;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tmux;

/** A person at a terminal compares the fingerprints, and decides. */
@Tag("tool")
class ConfirmationIT {
  private static final String QUESTION = "Type yes to go on, anything else to stop:";

  private CeremonyFixture ceremony;

  @BeforeEach
  void begin() throws IOException {
    ceremony = new CeremonyFixture();
    ceremony.with(CeremonyFixture.making());
  }

  @AfterEach
  void end() throws IOException {
    ceremony.close();
  }

  private Tmux terminal() {
    List<String> command = new ArrayList<>();
    command.add(Keyrite.executable().toString());
    command.addAll(ceremony.command());
    return new Tmux(command);
  }

  @Test
  void yesMakesTheKey() throws IOException {
    try (Tmux terminal = terminal()) {
      terminal.await(QUESTION);
      assertTrue(terminal.screen().contains("hosts    host-1"), terminal.screen());
      assertTrue(terminal.screen().contains("57d2 4651 3a89 9d2f bb49"), terminal.screen());
      assertTrue(terminal.screen().contains("8dc7 fb63 5ff0 d0ea dec6"), terminal.screen());
      assertFalse(terminal.screen().contains("generated"), "the key was made before the answer");
      terminal.type("yes", "Enter");
      terminal.await("[status 0]");
    }
    assertTrue(
        Files.readString(ceremony.out().resolve("journal.jsonl"))
            .contains("\"confirmed\":\"at the terminal\""));
    ceremony.assertWorkspaceGone();
  }

  @Test
  void theQuestionFitsOnTheScreenWithWhatItIsAbout() {
    try (Tmux terminal = terminal()) {
      terminal.await(QUESTION);
      // What was tried in the sandbox stands above, and may scroll away.
      String screen = terminal.screen();
      List<String> lines = screen.substring(screen.indexOf("preflight")).lines().toList();
      assertTrue(lines.size() <= 24, terminal.screen());
      assertTrue(lines.stream().allMatch(line -> line.length() <= 80), terminal.screen());
      terminal.type("no", "Enter");
      terminal.await("[status 4]");
    }
  }

  @Test
  void anythingElseStops() throws IOException {
    for (String answer : List.of("", "y", "no", "yes please")) {
      try (Tmux terminal = terminal()) {
        terminal.await(QUESTION);
        terminal.type(answer, "Enter");
        terminal.await("[status 4]");
        assertTrue(
            terminal
                .screen()
                .contains("keyrite: The ceremony was stopped before anything was made."),
            terminal.screen());
      }
      nothingWasMade();
    }
  }

  @Test
  void whatWasTypedBeforeTheQuestionIsNoAnswer() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("sh", "-c", "sleep 1; exec \"$@\"", "sh", Keyrite.executable().toString()));
    command.addAll(ceremony.command());
    try (Tmux terminal = new Tmux(command)) {
      terminal.type("yes", "Enter");
      terminal.await(QUESTION);
      assertFalse(terminal.screen().contains("generated"), "the key was made");
      terminal.type("no", "Enter");
      terminal.await("[status 4]");
    }
    nothingWasMade();
  }

  @Test
  void aSlipToControlBackslashDoesNotEndIt() throws IOException {
    try (Tmux terminal = terminal()) {
      terminal.await(QUESTION);
      terminal.type("", "C-\\");
      terminal.type("no", "Enter");
      terminal.await("[status 4]");
    }
    nothingWasMade();
  }

  @Test
  void theEndOfInputStops() throws IOException {
    try (Tmux terminal = terminal()) {
      terminal.await(QUESTION);
      terminal.type("", "C-d");
      terminal.await("[status 4]");
    }
    nothingWasMade();
  }

  @Test
  void controlCStops() throws IOException {
    try (Tmux terminal = terminal()) {
      terminal.await(QUESTION);
      terminal.type("", "C-c");
      terminal.await("[status 130]");
      assertTrue(
          terminal.screen().contains("keyrite: Interrupted. Workspace: 0 files removed"),
          terminal.screen());
    }
    nothingWasMade();
  }

  private void nothingWasMade() throws IOException {
    ceremony.assertNothingLeft();
  }
}
