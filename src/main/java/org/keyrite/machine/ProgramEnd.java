package org.keyrite.machine;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.keyrite.fault.Failed;
import org.keyrite.files.BoundedFile;
import org.keyrite.os.Denial;
import org.keyrite.os.RoomReport;

/**
 * How a program ended in its sandbox, in a sentence for each way: one that is broken can be told
 * from one that needs what its sandbox does not give.
 *
 * @param program what it is, such as {@code generator}
 * @param timeLimit how long it could take
 * @param messages what there is to know of its messages; may be empty
 * @param moreTime how it can be given more time
 * @param memoryRanOut whether the kernel has killed a process for want of memory meanwhile
 */
public record ProgramEnd(
    String program,
    Duration timeLimit,
    String messages,
    String moreTime,
    RoomReport report,
    boolean memoryRanOut) {
  private static final String END_IT = "Switch this machine off before anything else.";

  /** The signals that the system sends by itself, by number. */
  private static final Map<Integer, String> SIGNALS =
      Map.of(4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 11, "SIGSEGV", 31, "SIGSYS");

  private static final int KILLED = 9;
  private static final int FILE_SIZE = 25;

  /** It started, and ended by itself and in time. */
  public void requireEnded() throws Failed {
    if (report.notStarted()) {
      throw new Failed(
          the() + " could not be started: " + report.failure().orElseThrow() + ".",
          "Check that it is a program for this machine, and that its interpreter is there.");
    }
    if (report.failure().isPresent()) {
      throw new Failed(
          the() + "'s sandbox could not be made (" + report.failure().get() + ").",
          "Begin again: before, it could be made.");
    }
    if (report.end().isEmpty()) {
      throw new Failed(
          the() + "'s sandbox was ended from outside.",
          "Find out which other program on this machine does that.");
    }
    switch (report.end().get()) {
      case BY_ITSELF -> {}
      case TIME_LIMIT ->
          throw new Failed(
              the() + " did not end within " + timeLimit.toSeconds() + " seconds." + triedWhat(),
              (moreTime + " " + messages).strip());
      case ASKED -> throw new Failed(the() + " was interrupted.", "");
      case STUCK -> throw new Failed(the() + "'s processes could not be ended.", END_IT);
    }
  }

  /** It left nobody behind, and says that all is well. */
  public void requireSuccess() throws Failed {
    if (report.left() > 0) {
      throw new Failed(
          the() + " left " + report.left() + " of its processes running; they were ended.",
          "A program that stays behind could keep the secret: find out what it starts.");
    }
    int signal = report.status() & 0x7f;
    if (signal == FILE_SIZE) {
      throw new Failed(
          the()
              + " was ended because it wrote a file of more than "
              + BoundedFile.inWords(Sandbox.MOST_FILE_BYTES)
              + ".",
          messages);
    }
    if (signal == KILLED) {
      throw new Failed(
          memoryRanOut
              ? the() + " was killed because memory ran out."
              : the() + " was killed by somebody, or by itself (SIGKILL).",
          memoryRanOut
              ? "It needs more memory than this machine has free: end other programs."
              : messages);
    }
    if (signal != 0) {
      throw new Failed(
          the()
              + " crashed: signal "
              + signal
              + (SIGNALS.containsKey(signal) ? " (" + SIGNALS.get(signal) + ")" : "")
              + "."
              + triedWhat(),
          messages);
    }
    int status = report.status() >> 8 & 0xff;
    if (status != 0) {
      throw new Failed(the() + " failed with status " + status + "." + triedWhat(), messages);
    }
  }

  private String the() {
    return "The " + program;
  }

  /** How many processes this machine has killed for want of memory since it was started. */
  public static long killedForMemory() {
    try {
      return Machine.here()
          .text("proc/vmstat")
          .lines()
          .filter(line -> line.startsWith("oom_kill "))
          .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
          .sum();
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }

  /** What tells a program that is broken from one that needs what it is not given. */
  private String triedWhat() {
    if (report.denied().isEmpty()) {
      return "";
    }
    List<String> tried = report.denied().stream().map(Denial::inWords).toList();
    return " It tried to " + String.join(", and to ", tried) + ", which its sandbox denies.";
  }
}
