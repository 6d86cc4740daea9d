package org.keyrite.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of the same user that waits outside the room for what a hostile generator sends. */
final class Accomplice implements AutoCloseable {
  private final Path log = Files.createTempFile("accomplice-", null);
  private final Process process;
  private final String port;

  /** Starts it, and waits until it listens. */
  Accomplice(AttackedMachine machine, AttackPrograms programs, Path folder) throws IOException {
    List<String> command = new ArrayList<>(machine.user());
    command.addAll(List.of(programs.accomplice().toString(), folder.toString()));
    process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    port = awaitPort();
  }

  private String awaitPort() throws IOException {
    for (int i = 0; i < 500; i++) {
      Matcher ready = Pattern.compile("ready ([0-9]+)\n").matcher(Files.readString(log));
      if (ready.lookingAt()) {
        return ready.group(1);
      }
      sleep(10);
    }
    throw new AssertionError("the accomplice is not ready: " + Files.readString(log));
  }

  private static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Where it listens on the loopback. */
  String port() {
    return port;
  }

  /** What reached it: a line for each thing. */
  List<String> reached() throws IOException {
    return Files.readAllLines(log).stream().skip(1).toList();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.delete(log);
  }
}
