package org.keyrite.cli.escrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command lines that the manuals show are command lines. */
class EscrowCommandLinesTest {
  private static final String START = "keyrite escrow ";

  private final CommandLine escrow = new CommandLine(new EscrowCommand());

  private static List<String> shown(String file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(file))) {
      String plain = line.replace("\\-", "-").replaceFirst("^#", "").strip();
      if (plain.startsWith(START) && plain.contains(" --")) {
        lines.add(plain.substring(START.length()));
      }
    }
    return lines;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "docs/escrow.md",
        "docs/keyrite-escrow.1",
        "ceremony/escrow-policy.yaml"
      })
  void whatIsShownCanBeTyped(String file) throws IOException {
    List<String> lines = shown(file);
    assertFalse(lines.isEmpty(), file);
    for (String line : lines) {
      escrow.parseArgs(line.split(" +", -1));
    }
  }

  @Test
  void theManualShowsEveryCommand() throws IOException {
    Set<String> commands = new TreeSet<>();
    for (String line : shown("docs/escrow.md")) {
      commands.add(line.substring(0, line.indexOf(' ')));
    }
    assertEquals(new TreeSet<>(escrow.getSubcommands().keySet()), commands);
  }

  @Test
  void everyCommandHasAResultForPrograms() {
    escrow
        .getSubcommands()
        .forEach(
            (name, command) ->
                assertTrue(command.getCommandSpec().optionsMap().containsKey("--json"), name));
  }

  @Test
  void theManualPageHasEveryOption() throws IOException {
    String page = Files.readString(Path.of("docs/keyrite-escrow.1")).replace("\\-", "-");
    escrow
        .getSubcommands()
        .forEach(
            (name, command) ->
                command
                    .getCommandSpec()
                    .optionsMap()
                    .keySet()
                    .forEach(option -> assertTrue(page.contains(option), name + " " + option)));
  }

  /** A footer of one command line, which may go on after a backslash. */
  @Test
  void everyHelpEndsWithAnExample() {
    escrow
        .getSubcommands()
        .forEach(
            (name, command) -> {
              String footer = String.join("\n", command.getCommandSpec().usageMessage().footer());
              String line = footer.replaceAll("\\\\\n +", "").strip().lines().toList().getLast();
              assertTrue(line.strip().startsWith(START + name + " "), name + ": " + footer);
              escrow.parseArgs(line.strip().substring(START.length()).split(" +", -1));
              assertTrue(footer.lines().allMatch(shown -> shown.length() <= 79), footer);
            });
  }

  @Test
  void whatIsMissingIsSaid() {
    assertThrows(CommandLine.MissingParameterException.class, () -> escrow.parseArgs("split"));
    assertThrows(
        CommandLine.MissingParameterException.class,
        () -> escrow.parseArgs("drill", "--set", "escrow.json"));
  }
}
