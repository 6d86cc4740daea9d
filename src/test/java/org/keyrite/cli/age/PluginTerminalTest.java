package org.keyrite.cli.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.keyrite.age.header.AgeException.NoPassphrase;
import org.keyrite.cli.console.Diagnostics;
import org.keyrite.cli.console.PluginTerminal;
import org.keyrite.crypto.SecretBytes;

/** What a person sees of a plugin, and what the plugin gets of them. */
class PluginTerminalTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Diagnostics diagnostics =
      new Diagnostics("age", new PrintStream(err, false, StandardCharsets.UTF_8));
  private FakeTerminal terminal;

  @Test
  void everyLineOfAMessageStandsUnderThePluginsName() {
    answering("").tell("key", "touch it\nnow\u001b[2J\n");
    answering("").waiting("key");
    assertEquals(
        "age: key plugin: touch it\n"
            + "age: key plugin: now{U+1b}[2J\n"
            + "age: waiting on key plugin...\n",
        err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aQuestionIsMadeHarmlessAndItsAnswerPassedOnAsItIs() throws IOException {
    try (SecretBytes answer = answering(" p\u00efn ").ask("key", "PIN\u202e?", true)) {
      assertArrayEquals(" p\u00efn ".getBytes(StandardCharsets.UTF_8), answer.bytes());
    }
    assertEquals("[key plugin: PIN{U+202e}?]", terminal.shown());
  }

  @Test
  void aChoiceIsMadeByOneKey() throws IOException {
    assertTrue(answering("1").choose("key", "plugged in?", "yes", "skip"));
    assertFalse(answering("2").choose("key", "plugged in?", "yes", "skip"));
    String asked = "[key plugin: plugged in? (press [1] for \"yes\" or [2] for \"skip\")]";
    assertEquals(asked, terminal.shown());
    assertTrue(answering("y", "\r", "3", "1").choose("key", "plugged in?", "yes", "skip"));
    assertEquals(asked.repeat(4), terminal.shown());
    assertEquals(
        "age: warning: neither 1 nor 2 was pressed\n".repeat(3),
        err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aSingleChoiceIsMadeByAnyLine() throws IOException {
    assertTrue(answering("").choose("key", "ready?", "go", ""));
    assertTrue(answering("2").choose("key", "ready?", "go", ""));
    assertEquals("[key plugin: ready? (press enter for \"go\")]", terminal.shown());
  }

  @Test
  void whereNobodyIsNothingIsAnswered() {
    PluginTerminal alone = new PluginTerminal(diagnostics, new FakeTerminal());
    assertThrows(NoPassphrase.class, () -> alone.ask("key", "PIN?", true));
    assertThrows(NoPassphrase.class, () -> alone.choose("key", "ready?", "go", ""));
  }

  private PluginTerminal answering(String... answers) {
    terminal = new FakeTerminal(answers);
    return new PluginTerminal(diagnostics, terminal);
  }
}
