package org.keyrite.machine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keyrite.fault.Failed;
import org.keyrite.os.Denial;
import org.keyrite.os.RoomReport;
import org.keyrite.os.RoomReport.End;

/** Each way in which a program can end has a sentence of its own. */
final class ProgramEndTest {
  private static final String UNSEEN =
      "Its messages are not shown, since they could hold the secret: run it by hand, without real"
          + " keys, to read them.";

  private Set<Denial> denied = Set.of();
  private Optional<String> failure = Optional.empty();
  private boolean notStarted;
  private int status;
  private int left;
  private Optional<End> end = Optional.of(End.BY_ITSELF);
  private boolean memoryRanOut;

  @Test
  void aGoodEndIsNoFailure() {
    assertDoesNotThrow(() -> check());
  }

  @Test
  void whatCannotBeStartedIsSaid() {
    notStarted = true;
    failure = Optional.of("No such file or directory");
    assertEnds(
        "The generator could not be started: No such file or directory.",
        "Check that it is a program for this machine, and that its interpreter is there.");
  }

  @Test
  void aSandboxThatCannotBeMadeIsSaid() {
    failure = Optional.of("mounting /proc: Operation not permitted");
    assertEnds(
        "The generator's sandbox could not be made (mounting /proc: Operation not permitted).",
        "Begin again: before, it could be made.");
  }

  @Test
  void aSandboxThatIsEndedFromOutsideIsSaid() {
    end = Optional.empty();
    assertEnds(
        "The generator's sandbox was ended from outside.",
        "Find out which other program on this machine does that.");
  }

  @Test
  void timeHasALimit() {
    end = Optional.of(End.TIME_LIMIT);
    assertEnds(
        "The generator did not end within 60 seconds.",
        "Raise time-limit in the plan if it needs longer. " + UNSEEN);
  }

  @Test
  void processesThatDoNotEndAreSaid() {
    end = Optional.of(End.STUCK);
    assertEnds(
        "The generator's processes could not be ended.",
        "Switch this machine off before anything else.");
  }

  @Test
  void processesThatStayAreCounted() {
    left = 2;
    assertEnds(
        "The generator left 2 of its processes running; they were ended.",
        "A program that stays behind could keep the secret: find out what it starts.");
  }

  @Test
  void failingIsToldByItsStatus() {
    status = 3 << 8;
    assertEnds("The generator failed with status 3.", UNSEEN);
  }

  @Test
  void whatTheSandboxDeniedIsToldWithAFailureOnly() {
    denied = EnumSet.of(Denial.SOCKET, Denial.KEYS);
    assertDoesNotThrow(() -> check());
    status = 1 << 8;
    assertEnds(
        "The generator failed with status 1. It tried to open or use a socket, and to use the"
            + " kernel's keyrings, which its sandbox denies.",
        UNSEEN);
  }

  @Test
  void signalsAreTold() {
    status = 11;
    assertEnds("The generator crashed: signal 11 (SIGSEGV).", UNSEEN);
    status = 11 | 0x80;
    assertEnds("The generator crashed: signal 11 (SIGSEGV).", UNSEEN);
    status = 15;
    assertEnds("The generator crashed: signal 15.", UNSEEN);
    status = 25;
    assertEnds("The generator was ended because it wrote a file of more than 64 MiB.", UNSEEN);
    status = 9;
    assertEnds("The generator was killed by somebody, or by itself (SIGKILL).", UNSEEN);
    memoryRanOut = true;
    assertEnds(
        "The generator was killed because memory ran out.",
        "It needs more memory than this machine has free: end other programs.");
  }

  private void check() throws Failed {
    RoomReport report =
        new RoomReport(failure, notStarted, 7, true, Map.of(), denied, status, left, end);
    ProgramEnd checked =
        new ProgramEnd(
            "generator",
            Duration.ofMinutes(1),
            UNSEEN,
            "Raise time-limit in the plan if it needs longer.",
            report,
            memoryRanOut);
    checked.requireEnded();
    checked.requireSuccess();
  }

  private void assertEnds(String message, String advice) {
    Failed failed = assertThrows(Failed.class, this::check);
    assertEquals(message, failed.getMessage());
    assertEquals(advice, failed.advice());
  }
}
