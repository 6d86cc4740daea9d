package org.keyrite.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a test script of Go's {@code testscript}, as far as age's own scripts use its words: files
 * in one archive, and lines that run programs and compare what they leave behind.
 */
public final class TestScript {
  private static final Pattern FILE = Pattern.compile("-- (\\S+) --");
  private static final Pattern CONDITION = Pattern.compile("\\[(!?)([^]]+)] *(.*)");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)}?");
  private static final Set<String> CONDITIONS = Set.of("linux", "unix", "symlink", "exec:ln");

  private final Path work;
  private final List<String> lines = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final BiConsumer<Path, String> onTerminal;
  private byte[] stdin = {};
  private String typed = "";
  private boolean typedIsInput;
  private byte[] stdout = {};
  private String stderr = "";
  private String shown = "";

  /** Ends a script early, and well. */
  private static final class Stop extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Unpacks a script.
   *
   * @param work an empty folder, in which it runs
   * @param path where its programs are
   * @param onTerminal told the folder, and what a terminal has shown, after each run that had one
   */
  public TestScript(String archive, Path work, String path, BiConsumer<Path, String> onTerminal)
      throws IOException {
    this.work = work;
    this.onTerminal = onTerminal;
    environment.put("PATH", path);
    environment.put("WORK", work.toString());
    environment.put("HOME", "/no-home");
    environment.put("TMPDIR", Files.createDirectory(work.resolve(".tmp")).toString());
    Path file = null;
    for (String line : archive.split("(?<=\n)", -1)) {
      Matcher start = FILE.matcher(line.strip());
      if (start.matches()) {
        file = work.resolve(start.group(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
      } else if (file != null) {
        Files.writeString(file, line, StandardOpenOption.APPEND);
      } else {
        lines.add(line.strip());
      }
    }
  }

  /**
   * Runs the script.
   *
   * @param different lines that need not hold
   * @return those of them that did not
   */
  public Set<String> run(Set<String> different) throws IOException {
    Set<String> failed = new TreeSet<>();
    try {
      for (int i = 0; i < lines.size(); i++) {
        try {
          run(lines.get(i));
        } catch (AssertionError e) {
          if (!different.contains(lines.get(i))) {
            throw new AssertionError(
                "line %d: %s\n%s\nstdout: %s\nstderr: %s\nterminal: %s"
                    .formatted(i + 1, lines.get(i), e.getMessage(), text(stdout), stderr, shown),
                e);
          }
          failed.add(lines.get(i));
        }
      }
    } catch (Stop e) {
      // As it wanted.
    }
    return failed;
  }

  private void run(String line) throws IOException, Stop {
    Matcher condition = CONDITION.matcher(line);
    if (condition.matches()) {
      if (CONDITIONS.contains(condition.group(2)) == condition.group(1).isEmpty()) {
        run(condition.group(3));
      }
      return;
    }
    List<String> words = words(line);
    if (words.isEmpty()) {
      return;
    }
    boolean holds = !words.getFirst().equals("!");
    List<String> arguments = words.subList(holds ? 1 : 2, words.size());
    String word = words.get(holds ? 0 : 1);
    switch (word) {
      case "exec" -> execute(arguments, holds);
      case "stdin" -> stdin = bytes(arguments.getFirst());
      case "stdout" -> matches(arguments.getFirst(), text(stdout), holds);
      case "stderr" -> matches(arguments.getFirst(), stderr, holds);
      case "ttyout" -> matches(arguments.getFirst(), shown, holds);
      case "grep" -> matches(arguments.getFirst(), text(bytes(arguments.get(1))), holds);
      case "ttyin" -> {
        typedIsInput = arguments.getFirst().equals("-stdin");
        typed = text(bytes(arguments.getLast()));
      }
      case "cmp" ->
          assertEquals(
              holds, Arrays.equals(bytes(arguments.getFirst()), bytes(arguments.getLast())));
      case "cp" -> Files.write(at(arguments.getLast()), bytes(arguments.getFirst()));
      case "exists" -> assertEquals(holds, Files.exists(at(arguments.getFirst())));
      case "env" -> {
        String[] pair = arguments.getFirst().split("=", 2);
        environment.put(pair[0], pair[1]);
      }
      case "mkdir" -> Files.createDirectories(at(arguments.getFirst()));
      case "rm" -> Files.delete(at(arguments.getFirst()));
      case "chmod" ->
          Files.setPosixFilePermissions(
              at(arguments.getLast()),
              PosixFilePermissions.fromString(
                  Map.of("755", "rwxr-xr-x").get(arguments.getFirst())));
      case "symlink" ->
          Files.createSymbolicLink(at(arguments.getFirst()), Path.of(arguments.getLast()));
      case "stop" -> throw new Stop();
      case "skip" -> fail("it wants to be skipped");
      default -> execute(words.subList(holds ? 0 : 1, words.size()), holds);
    }
  }

  /** Words between blanks; single quotes hold them together, and keep variables as they are. */
  private List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    boolean quoted = false;
    for (int i = 0; i <= line.length(); i++) {
      char next = i < line.length() ? line.charAt(i) : ' ';
      if (!quoted && (next == ' ' || next == '\t' || (next == '#' && word == null))) {
        if (word != null) {
          words.add(word.toString());
          word = null;
        }
        if (next == '#') {
          break;
        }
        continue;
      }
      word = word == null ? new StringBuilder() : word;
      Matcher variable = VARIABLE.matcher(line);
      if (next == '\'' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '\'') {
        word.append(next);
        i++;
      } else if (next == '\'') {
        quoted = !quoted;
      } else if (next == '$' && !quoted && variable.find(i) && variable.start() == i) {
        word.append(environment.getOrDefault(variable.group(1), ""));
        i = variable.end() - 1;
      } else {
        word.append(next);
      }
    }
    return words;
  }

  private void execute(List<String> program, boolean holds) throws IOException {
    List<String> command = new ArrayList<>(List.of("env", "-C", work.toString()));
    environment.forEach((name, value) -> command.add(name + "=" + value));
    // Nobody sits there, unless somebody types.
    if (typed.isEmpty()) {
      command.addAll(List.of("setsid", "--wait"));
    }
    command.addAll(program);
    int status;
    shown = "";
    if (typed.isEmpty()) {
      Keyrite.Result result = Keyrite.execute(stdin, command);
      status = result.status();
      stdout = result.stdout();
      stderr = result.stderr();
    } else {
      Path input = Files.write(work.resolve(".tmp/stdin"), stdin);
      Typist.Result result =
          typedIsInput
              ? Typist.run(typed + "\u0004\u0004", command, "/dev/tty")
              : Typist.run(typed, command, input.toString());
      status = result.status();
      stdout = result.stdout();
      stderr = result.stderr();
      shown = result.shown();
      onTerminal.accept(work, shown);
    }
    stdin = new byte[0];
    typed = "";
    assertEquals(holds, status == 0, "the exit status is " + status);
  }

  private static void matches(String pattern, String text, boolean holds) {
    assertEquals(holds, Pattern.compile(pattern, Pattern.MULTILINE).matcher(text).find());
  }

  private Path at(String name) {
    return work.resolve(name);
  }

  private byte[] bytes(String name) throws IOException {
    return switch (name) {
      case "stdout" -> stdout;
      case "stderr" -> stderr.getBytes(StandardCharsets.UTF_8);
      default -> Files.readAllBytes(at(name));
    };
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
