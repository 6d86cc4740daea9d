package org.keyrite.cli.escrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrite.testing.EscrowFixture;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tmux;
import org.keyrite.testing.Tools;

/**
 * Somebody presses Ctrl-C at one of the questions, on a terminal of 80 by 24: the program ends,
 * nothing is left, and the terminal shows again what is typed.
 */
@Tag("tool")
class EscrowInterruptionIT {
  private EscrowFixture escrow;
  private Path set;

  @BeforeEach
  void begin() throws IOException {
    Tools.require("age");
    escrow = new EscrowFixture();
    set = escrow.split("set");
  }

  @AfterEach
  void end() throws IOException {
    escrow.close();
  }

  private Tmux start(String command, String... more) {
    return new Tmux(
        List.of(
            "sh",
            "-c",
            Keyrite.executable()
                + " escrow "
                + command
                + " "
                + String.join(" ", more)
                + "; s=$?; stty -a | grep -o ' echo ' || echo DARK; exit $s"));
  }

  private Tmux combine(String... more) {
    return start(
        "combine --yes --set " + set.resolve("escrow.json"),
        "-o " + escrow.memory().resolve("identity"),
        String.join(" ", more));
  }

  private void interrupt(Tmux terminal, String typed) throws IOException {
    terminal.type(typed, "C-c");
    terminal.await("[status 130]");
    assertFalse(terminal.screen().contains("DARK"), terminal.screen());
    assertTrue(typed.isEmpty() || !terminal.screen().contains(typed), terminal.screen());
    assertEquals(List.of(), EscrowFixture.names(escrow.memory()));
  }

  @Test
  void atAWord() throws IOException {
    try (Tmux terminal = combine()) {
      terminal.await("share 1, word 1 of 33");
      interrupt(terminal, "academic");
    }
  }

  @Test
  void whereAWordIsToBeMended() throws IOException {
    try (Tmux terminal = combine()) {
      terminal.await("share 1, word 1 of 33");
      terminal.type("acid ".repeat(33), "Enter");
      terminal.await("Enter alone: give the share up:");
      interrupt(terminal, "");
    }
  }

  @Test
  void whereAHolderIsAskedForTheirIdentity() throws IOException {
    try (Tmux terminal = combine(escrow.share(set, "alice").toString())) {
      terminal.await("file of its holder's identity");
      interrupt(terminal, "");
    }
  }

  @Test
  void whereAnIdentityHasAPassphrase() throws IOException {
    Path locked = escrow.folder().resolve("locked");
    try (Tmux terminal =
        new Tmux(
            List.of(
                Keyrite.executable().toString(),
                "age",
                "-p",
                "-o",
                locked.toString(),
                escrow.identity("alice").toString()))) {
      terminal.await("passphrase");
      terminal.type("correct horse battery", "Enter");
      terminal.await("onfirm");
      terminal.type("correct horse battery", "Enter");
      terminal.await("[status 0]");
    }
    assertTrue(Files.exists(locked));
    try (Tmux terminal = combine("-i " + locked, escrow.share(set, "alice").toString())) {
      terminal.await("passphrase");
      interrupt(terminal, "correct horse");
    }
  }

  @Test
  void whereTheSetHasAPassphrase() throws IOException {
    Path one = Files.writeString(escrow.folder().resolve("one"), escrow.words(set, "alice"));
    try (Tmux terminal =
        start(
            "combine --yes --foreign --passphrase",
            "-o " + escrow.memory().resolve("identity"),
            one.toString())) {
      terminal.await("Passphrase of the set:");
      interrupt(terminal, "hunter");
    }
  }

  @Test
  void inADrillAndACheckAndAKit() throws IOException {
    String of = "--set " + set.resolve("escrow.json");
    for (String command :
        List.of(
            "check " + of,
            "drill --yes --signed-off-by eve " + of,
            "kit --kits " + escrow.memory() + " " + of,
            "reissue --yes --trustee bob --to paper --kits "
                + escrow.memory()
                + " --out "
                + escrow.folder().resolve("again")
                + " "
                + of)) {
      try (Tmux terminal = start(command)) {
        terminal.await("share 1, word 1 of 33");
        interrupt(terminal, "academic");
      }
    }
    assertFalse(Files.exists(escrow.folder().resolve("again")));
    assertFalse(Files.readString(set.resolve("escrow-journal.jsonl")).contains("drill-held"));
  }
}
