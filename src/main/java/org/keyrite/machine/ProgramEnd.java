package org.keyrite.ceremony;

import java.util.List;
import java.util.Map;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.fault.Failed;
import org.keyrite.files.BoundedFile;
import org.keyrite.machine.Sandbox;
import org.keyrite.os.Denial;
import org.keyrite.os.RoomReport;

/**
 * How a generator ended, in a sentence for each way: an operator can tell one that is broken from
 * one that needs what its sandbox does not give.
 *
 * @param memoryRanOut whether the kernel has killed a process for want of memory meanwhile
 */
record GeneratorEnd(Plan.Generator generator, RoomReport report, boolean memoryRanOut) {
  private static final String TO_SEE_MESSAGES =
      "Its messages are not shown, since they could hold the secret: run it by hand, without real"
          + " keys, to read them.";

  private static final String END_IT = "Switch this machine off before anything else.";

  /** The signals that the system sends by itself, by number. */
  private static final Map<Integer, String> SIGNALS =
      Map.of(4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 11, "SIGSEGV", 31, "SIGSYS");

  private static final int KILLED = 9;
  private static final int FILE_SIZE = 25;

  /** It started, and ended by itself and in time. */
  void requireEnded() throws Failed {
    if (report.notStarted()) {
      throw new Failed(
          "The generator could not be started: " + report.failure().orElseThrow() + ".",
          "Check that it is a program for this machine, and that its interpreter is there.");
    }
    if (report.failure().isPresent()) {
      throw new Failed(
          "The generator's sandbox could not be made (" + report.failure().get() + ").",
          "Begin again: before, it could be made.");
    }
    if (report.end().isEmpty()) {
      throw new Failed(
          "The generator's sandbox was ended from outside.",
          "Find out which other program on this machine does that.");
    }
    switch (report.end().get()) {
      case BY_ITSELF -> {}
      case TIME_LIMIT ->
          throw new Failed(
              "The generator did not end within "
                  + generator.timeLimit().toSeconds()
                  + " seconds."
                  + triedWhat(),
              "Raise time-limit in the plan if it needs longer. " + TO_SEE_MESSAGES);
      case ASKED -> throw new Failed("The ceremony was interrupted.", "");
      case STUCK -> throw new Failed("The generator's processes could not be ended.", END_IT);
    }
  }

  /** It left nobody behind, and says that all is well. */
  void requireSuccess() throws Failed {
    if (report.left() > 0) {
      throw new Failed(
          "The generator left " + report.left() + " of its processes running; they were ended.",
          "A program that stays behind could keep the secret: find out what it starts.");
    }
    int signal = report.status() & 0x7f;
    if (signal == FILE_SIZE) {
      throw new Failed(
          "The generator was ended because it wrote a file of more than "
              + BoundedFile.inWords(Sandbox.MOST_FILE_BYTES)
              + ".",
          TO_SEE_MESSAGES);
    }
    if (signal == KILLED) {
      throw new Failed(
          memoryRanOut
              ? "The generator was killed because memory ran out."
              : "The generator was killed by somebody, or by itself (SIGKILL).",
          memoryRanOut
              ? "It needs more memory than this machine has free: end other programs."
              : TO_SEE_MESSAGES);
    }
    if (signal != 0) {
      throw new Failed(
          "The generator crashed: signal "
              + signal
              + (SIGNALS.containsKey(signal) ? " (" + SIGNALS.get(signal) + ")" : "")
              + "."
              + triedWhat(),
          TO_SEE_MESSAGES);
    }
    int status = report.status() >> 8 & 0xff;
    if (status != 0) {
      throw new Failed(
          "The generator failed with status " + status + "." + triedWhat(), TO_SEE_MESSAGES);
    }
  }

  /** What tells a generator that is broken from one that needs what it is not given. */
  private String triedWhat() {
    if (report.denied().isEmpty()) {
      return "";
    }
    List<String> tried = report.denied().stream().map(Denial::inWords).toList();
    return " It tried to " + String.join(", and to ", tried) + ", which its sandbox denies.";
  }
}
