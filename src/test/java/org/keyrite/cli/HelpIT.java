package org.keyrite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrite.testing.CeremonyFixture;
import org.keyrite.testing.EscrowFixture;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tmux;

/**
 * Every command's help has examples. They are run in a shell, in their order, in a folder that has
 * the files of their names.
 */
class HelpIT {
  private static final Pattern COMMANDS = Pattern.compile("(?m)^  ([a-z][a-z-]*)  +\\S");
  private static final Pattern HEADING = Pattern.compile("Examples?(, [^:]*)?:");

  private static final Pattern ASKING =
      Pattern.compile(
          "keyrite (ceremony run|escrow (combine|drill|gather --add|reissue|reshare|rotate)) ");

  /** What a trustee would say. */
  private static final String CODE =
      "keyrite escrow check --confirm --set escrow.json alice.txt | sed -n 's/^code *\\([^:]*\\):.*/\\1/p'";

  private static final List<String> TRUSTEES = List.of("alice", "bob", "carol");
  private static final String NEXT_POLICY =
      """
      version: keyrite/escrow-policy/v1
      environment: testnet
      escrow:
        groups:
          operators:
            threshold: 2
            trustees:
      """;
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final Path CEREMONY = CeremonyFixture.PROJECT.resolve("ceremony");

  /** Every command that does something, as it is typed behind {@code keyrite}. */
  static Stream<String> commands() {
    List<String> names = new ArrayList<>();
    for (String name : named("")) {
      List<String> below = named(name);
      if (below.isEmpty() || name.equals("verify")) {
        names.add(name);
      }
      below.forEach(sub -> names.add(name + " " + sub));
    }
    return names.stream();
  }

  private static List<String> named(String command) {
    if (command.startsWith("age")) {
      return List.of();
    }
    String help = help(command);
    int start = help.indexOf("\nCommands:\n");
    return start < 0
        ? List.of()
        : COMMANDS.matcher(help.substring(start)).results().map(found -> found.group(1)).toList();
  }

  private static String help(String command) {
    List<String> arguments = new ArrayList<>(Arrays.asList(command.split(" ", -1)));
    arguments.remove("");
    arguments.add("--help");
    Keyrite.Result result = Keyrite.run(new byte[0], arguments.toArray(String[]::new));
    assertEquals(0, result.status(), command);
    return new String(result.stdout(), StandardCharsets.UTF_8) + result.stderr();
  }

  /** The lines behind the heading; one that ends in a backslash goes on in the next. */
  private static List<String> examples(String help) {
    List<String> lines = help.lines().toList();
    int at = 0;
    while (at < lines.size() && !HEADING.matcher(lines.get(at)).matches()) {
      at++;
    }
    List<String> examples = new ArrayList<>();
    String begun = "";
    for (String line : lines.subList(Math.min(at + 1, lines.size()), lines.size())) {
      if (!line.startsWith("  ")) {
        break;
      }
      String whole = begun + line.strip();
      boolean goesOn = whole.endsWith("\\");
      begun = goesOn ? whole.substring(0, whole.length() - 1) : "";
      if (!goesOn) {
        examples.add(whole);
      }
    }
    assertEquals("", begun);
    return examples;
  }

  @Test
  void everyCommandIsFound() {
    List<String> all = commands().toList();
    assertTrue(
        all.containsAll(
            List.of(
                "doctor",
                "verify",
                "verify draft",
                "ceremony check",
                "ceremony run",
                "escrow split",
                "escrow rotate",
                "age",
                "age-inspect",
                "age-keygen",
                "wipe")),
        all.toString());
  }

  @Tag("tool")
  @ParameterizedTest
  @MethodSource("commands")
  void theExamplesCanBeTyped(String command) throws Exception {
    List<String> examples = examples(help(command));
    assertFalse(examples.isEmpty(), "its help has no example");
    try (EscrowFixture fixture = new EscrowFixture()) {
      prepare(fixture, command);
      for (String example : examples) {
        assertTrue(example.length() > 0 && !example.contains("…"), example);
        run(fixture, example);
      }
      // The one that is the command's own is among them.
      String own = command.startsWith("age") ? command : "keyrite " + command;
      assertTrue(examples.stream().anyMatch(line -> line.startsWith(own + " ")), own);
    }
  }

  /** What asks whether to go on is told so; nothing else is asked. */
  private static void run(EscrowFixture fixture, String example) {
    String script =
        "cd '%s' && PATH='%s':$PATH && XDG_RUNTIME_DIR=$PWD && export XDG_RUNTIME_DIR && %s"
            .formatted(
                fixture.memory(),
                fixture.folder(),
                example
                    .replace("/dev/shm", fixture.memory().toString())
                    .replace("=CODE", "=\"$(" + CODE + ")\""));
    try (Tmux terminal = new Tmux(120, List.of("sh", "-c", script))) {
      if (ASKING.matcher(example).lookingAt()) {
        terminal.await("anything else to stop:");
        terminal.type("yes", "Enter");
      }
      terminal.await("[status ");
      assertTrue(terminal.screen().endsWith("[status 0]"), example + "\n" + terminal.screen());
    }
  }

  /** In memory, because some commands write a secret; the programs are elsewhere. */
  private static void prepare(EscrowFixture fixture, String command) throws IOException {
    for (String name : List.of("keyrite", "age", "age-keygen", "age-inspect")) {
      Files.createSymbolicLink(
          fixture.folder().resolve(name), Keyrite.executable().toAbsolutePath());
    }
    Path here = fixture.memory();
    if (command.startsWith("escrow")) {
      prepareSet(fixture, here);
      return;
    }
    copy(CEREMONY.resolve("demo"), here.resolve("demo"));
    copy(CEREMONY.resolve("validator-identity.yaml"), here.resolve("plan.yaml"));
    copy(CEREMONY.resolve("trust/bitcoin-like"), here);
    copy(CEREMONY.resolve("trust/minisign/release"), here);
    Files.writeString(
        here.resolve("maker.pub"), "RWQ/JmALxW24fxQUethtRJRNE/IsaxiqpnsHzYWErj5Tco7adplh3XtT\n");
    Files.writeString(here.resolve("host.pub"), CeremonyFixture.HOST + "\n");
    Files.writeString(here.resolve("photo.jpg"), "a picture");
    String[] seal = {"age", "-r", CeremonyFixture.HOST, here.resolve("photo.jpg").toString()};
    Files.write(here.resolve("photo.jpg.age"), Keyrite.run(new byte[0], seal).stdout());
  }

  /** A set of three, any two of whom suffice: its record, shares, words and policies. */
  private static void prepareSet(EscrowFixture fixture, Path here) throws IOException {
    List<String> split =
        new ArrayList<>(List.of("split", "--environment", "testnet", "--threshold", "2"));
    StringBuilder next = new StringBuilder(NEXT_POLICY);
    for (String name : TRUSTEES) {
      split.addAll(List.of("--trustee", name + "=" + fixture.recipient(name)));
      next.append("        ")
          .append(name)
          .append(": ")
          .append(fixture.recipient(name))
          .append('\n');
    }
    Path set = fixture.folder().resolve("made");
    split.addAll(List.of("--out", set.toString()));
    fixture.done(split.toArray(String[]::new));
    copy(set, here);
    for (String name : TRUSTEES) {
      copy(fixture.identity(name), here.resolve(name + ".identity"));
      copy(fixture.share(set, name), here.resolve(name + ".share.age"));
      Keyrite.Result words =
          Keyrite.run(
              new byte[0],
              "age",
              "-d",
              "-i",
              fixture.identity(name).toString(),
              fixture.share(set, name).toString());
      Files.write(here.resolve(name + ".txt"), words.stdout());
    }
    copy(CEREMONY.resolve("escrow-policy.yaml"), here.resolve("policy.yaml"));
    Files.writeString(here.resolve("next.yaml"), next);
    copy(fixture.encrypt(set, "backup.age", "a backup"), here.resolve("backup.age"));
    Files.createDirectory(here.resolve("backups"));
    copy(here.resolve("backup.age"), here.resolve("backups/monday.age"));
    Files.createDirectory(here.resolve("kits"), OWNER_ONLY);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (!Files.isDirectory(target)) {
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }
}
