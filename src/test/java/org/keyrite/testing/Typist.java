package org.keyrite.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Somebody at a real terminal, which {@code script} provides, who types what is asked for. Standard
 * output and standard error lead elsewhere, and standard input is empty.
 */
public final class Typist {
  private Typist() {}

  /**
   * Runs a program.
   *
   * @param typed everything that is typed, at once, with its line ends
   * @param command the program and its arguments
   */
  public static Result run(String typed, List<String> command) {
    return run(typed, command, "/dev/null");
  }

  /** The same with standard input from a file, which may be the terminal, {@code /dev/tty}. */
  static Result run(String typed, List<String> command, String input) {
    Tools.require("script");
    try {
      Path folder = Files.createTempDirectory("typist");
      Path out = folder.resolve("out");
      Path err = folder.resolve("err");
      String line = quoted(command) + " < '" + input + "' > '" + out + "' 2> '" + err + "'";
      // Whoever leaves has script wait two seconds for programs that end at once.
      Keyrite.Result result =
          Keyrite.execute(
              typed.getBytes(StandardCharsets.UTF_8),
              List.of("script", "-qec", line, "/dev/null"),
              Keyrite.InputEnd.WITH_THE_PROGRAM);
      Result seen =
          new Result(
              result.status(),
              Files.readAllBytes(out),
              Files.readString(err),
              new String(result.stdout(), StandardCharsets.UTF_8));
      Files.delete(out);
      Files.delete(err);
      Files.delete(folder);
      return seen;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String quoted(List<String> command) {
    return command.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  /**
   * What a program left behind.
   *
   * @param shown what the terminal showed
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by no one
  public record Result(int status, byte[] stdout, String stderr, String shown) {}
}
