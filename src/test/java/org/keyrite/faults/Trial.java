package org.keyrite.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.keyrite.testing.Keyrite;

/**
 * One run of a command that ends in one of the ways, and what is found of it.
 *
 * @param status with which keyrite ended, or {@link Ending#UNSEEN}
 * @param words what it said on standard error
 * @param present where the secret was at the moment: in memory, or in files in memory
 * @param still where it was when the program had ended: in the memory of what still ran
 * @param running the processes that did not end with it, in ten seconds
 */
record Trial(
    int status, String words, List<String> present, List<String> still, List<Long> running) {
  private static final int TIME_LIMIT_SECONDS = 60;

  /**
   * Runs a command.
   *
   * @param part the moment, or how much room there is, in so many parts
   * @param undisturbed how long a run takes, in nanoseconds
   */
  static Trial of(Deed deed, Ending ending, int part, int parts, long undisturbed)
      throws Exception {
    Path words = deed.folder().resolve("words");
    Process process =
        new ProcessBuilder(ending.command(deed, part, parts))
            .redirectOutput(
                ending == Ending.CLOSED_OUTPUT
                    ? ProcessBuilder.Redirect.PIPE
                    : ProcessBuilder.Redirect.DISCARD)
            .redirectError(words.toFile())
            .start();
    try {
      List<String> present = List.of();
      if (ending.isAtMoment()) {
        Thread.sleep(undisturbed * part / parts / 1_000_000);
        present = strike(deed, ending, process);
      }
      if (!process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("it goes on for ever: " + Files.readString(words));
      }
      int status = process.exitValue();
      if (ending == Ending.PARENT_KILLED || ending == Ending.HANGUP) {
        status = Ending.UNSEEN;
        deed.processes().awaitEnd(TIME_LIMIT_SECONDS * 1000);
      }
      List<String> still = new ArrayList<>();
      for (long left : deed.processes().all()) {
        still.addAll(deed.secrets().inMemoryOf(left));
      }
      List<Long> running = deed.processes().awaitEnd(10_000);
      if (ending == Ending.FULL_DISK) {
        moveBack(deed);
      }
      return new Trial(status, Files.readString(words), present, still, running);
    } finally {
      for (long left : deed.processes().all()) {
        signal("KILL", left);
      }
      Files.delete(words);
    }
  }

  /** Stops it to see where the secret is, and then does what the ending says. */
  private static List<String> strike(Deed deed, Ending ending, Process process) throws Exception {
    List<Long> targets = ending.isAroundIt() ? executables(deed) : List.of(process.pid());
    targets.forEach(each -> signal("STOP", each));
    TreeSet<String> present = new TreeSet<>();
    for (long each : deed.processes().all()) {
      present.addAll(deed.secrets().inMemoryOf(each));
    }
    for (Path file : deed.secrets().in(deed.memory())) {
      if (!file.endsWith("given")) {
        present.add(deed.memory().relativize(file).getName(0).toString());
      }
    }
    if (ending.isSignal()) {
      if (ending != Ending.STOP) {
        signal(ending.name(), process.pid());
      }
      signal("CONT", process.pid());
    } else {
      targets.forEach(each -> signal("CONT", each));
      if (ending == Ending.CLOSED_OUTPUT) {
        process.getInputStream().close();
      } else {
        signal("KILL", process.pid());
      }
    }
    return List.copyOf(present);
  }

  /** Those that keyrite runs in, not what stands before it. */
  private static List<Long> executables(Deed deed) throws IOException {
    List<Long> found = new ArrayList<>();
    for (long each : deed.processes().all()) {
      try {
        Path program = Path.of("/proc", Long.toString(each), "exe").toRealPath();
        if (program.equals(Keyrite.executable().toRealPath())) {
          found.add(each);
        }
      } catch (IOException e) {
        // It has ended.
      }
    }
    return found;
  }

  private static void signal(String name, long process) {
    // It may have ended.
    Keyrite.execute(new byte[0], List.of("kill", "-s", name, Long.toString(process)));
  }

  private static void moveBack(Deed deed) throws IOException {
    try (Stream<Path> all = Files.list(deed.copy())) {
      for (Path each : all.toList()) {
        Files.move(each, deed.place().resolve(each.getFileName()));
      }
    }
    assertEquals(List.of(), Deed.filesIn(deed.copy()));
  }

  /** Whether it ended in the midst of something, by a signal that leaves no time to clean up. */
  boolean isAbrupt() {
    return status == 137 || status == 131 || status == 138 || status == 141;
  }
}
