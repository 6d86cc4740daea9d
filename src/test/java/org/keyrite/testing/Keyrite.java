package org.keyrite.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs from outside, as a person's shell would: the executable under test, named by the
 * system property {@code keyrite.executable}, or any other.
 */
public final class Keyrite {
  private static final long TIMEOUT_SECONDS = 60;

  private Keyrite() {}

  /**
   * What a program left behind.
   *
   * @param status its exit status
   * @param stdout every byte it wrote to standard output
   * @param stderr its words, as UTF-8
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by no one
  public record Result(int status, byte[] stdout, String stderr) {}

  /** Runs the executable under test. */
  public static Result run(byte[] stdin, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(executable().toString());
    command.addAll(Arrays.asList(arguments));
    return execute(stdin, command);
  }

  /** Runs a program; its name is looked up on the PATH unless it is a path itself. */
  public static Result execute(byte[] stdin, List<String> command) {
    return execute(stdin, command, InputEnd.AT_ONCE);
  }

  /** When a program's standard input ends. */
  enum InputEnd {
    AT_ONCE,
    WITH_THE_PROGRAM
  }

  static Result execute(byte[] stdin, List<String> command, InputEnd end) {
    try {
      Path out = Files.createTempFile("stdout", null);
      Path err = Files.createTempFile("stderr", null);
      try {
        return execute(stdin, command, end, out, err);
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new AssertionError("cannot run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /**
   * The beginning of a command line whose program does what signals do by default. Whoever runs the
   * tests in the background may have had some of them ignored, and programs inherit that.
   */
  public static List<String> withDefaultSignals() {
    return List.of("env", "--default-signal=INT,HUP,TERM,PIPE");
  }

  /** The executable under test. */
  public static Path executable() {
    return Path.of(
        Objects.requireNonNull(
            System.getProperty("keyrite.executable"),
            "the property keyrite.executable is not set"));
  }

  // Output goes to files: with pipes, a program that writes much before it has read all of its
  // input would wait for this one, which waits for it.
  private static Result execute(
      byte[] stdin, List<String> command, InputEnd end, Path out, Path err)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try (OutputStream input = process.getOutputStream()) {
      input.write(stdin);
      input.flush();
      if (end == InputEnd.WITH_THE_PROGRAM) {
        await(process, command);
      }
    } catch (IOException e) {
      // It did not want all of it; its status and its words tell why.
    }
    await(process, command);
    return new Result(
        process.exitValue(),
        Files.readAllBytes(out),
        new String(Files.readAllBytes(err), StandardCharsets.UTF_8));
  }

  private static void await(Process process, List<String> command) throws InterruptedException {
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("still running after " + TIMEOUT_SECONDS + " s: " + command);
    }
  }
}
