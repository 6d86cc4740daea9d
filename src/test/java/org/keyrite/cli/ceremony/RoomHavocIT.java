package org.keyrite.cli.ceremony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrite.testing.AttackedMachine;
import org.keyrite.testing.HostileCeremony;
import org.keyrite.testing.Keyrite;

/**
 * Attacks on the ceremony's own end: on its time, on what the machine has, on the output and on the
 * workspace. The ceremony is refused or goes well, and nothing of the generator is left.
 */
@Tag("tool")
class RoomHavocIT {
  @ParameterizedTest
  @EnumSource(AttackedMachine.class)
  void aDaemonDoesNotStay(AttackedMachine machine) throws IOException {
    for (String attack : new String[] {"daemon", "daemon-with-output"}) {
      try (HostileCeremony ceremony = new HostileCeremony(machine)) {
        Keyrite.Result result = ceremony.hold(attack);
        assertRefused(result, "its processes running; they were ended.");
        ended(ceremony);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(AttackedMachine.class)
  void nobodyOutlivesTheTimeLimit(AttackedMachine machine) throws IOException {
    try (HostileCeremony ceremony = new HostileCeremony(machine).timeLimit("2s")) {
      long start = System.nanoTime();
      Keyrite.Result result = ceremony.hold("immortal");
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      assertRefused(result, "The generator did not end within 2 seconds.");
      assertTrue(time.toSeconds() < 10, time.toString());
      ended(ceremony);
    }
  }

  @ParameterizedTest
  @EnumSource(AttackedMachine.class)
  void processesAreLimited(AttackedMachine machine) throws IOException {
    try (HostileCeremony ceremony = new HostileCeremony(machine)) {
      // It leaves them behind, and so has no bundle to tell what it got: how many is in the words.
      Keyrite.Result result = ceremony.hold("fork-bomb");
      assertRefused(result, "of its processes running; they were ended.");
      int left = Integer.parseInt(result.stderr().replaceAll("(?s).*?left ([0-9]+) of.*", "$1"));
      assertTrue(left < 1900, left + " processes");
      ended(ceremony);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ROOT", "USER_WITHOUT_NAMESPACES"})
  void memoryIsLimited(AttackedMachine machine) throws IOException {
    assertDoesNotSucceed(machine, "fill-memory");
  }

  @ParameterizedTest
  @EnumSource(names = {"ROOT", "USER_WITHOUT_NAMESPACES"})
  void aFileIsLimited(AttackedMachine machine) throws IOException {
    assertDoesNotSucceed(machine, "fill-file");
  }

  /** All of it is in memory, and is wiped; the machine's memory is the only limit. */
  @ParameterizedTest
  @EnumSource(names = {"ROOT", "USER_WITHOUT_NAMESPACES"})
  void manyFilesAreWiped(AttackedMachine machine) throws IOException {
    try (HostileCeremony ceremony = new HostileCeremony(machine)) {
      ceremony.hold("fill-files");
      ended(ceremony);
    }
  }

  @ParameterizedTest
  @EnumSource(AttackedMachine.class)
  void outputIsLimitedInEveryWay(AttackedMachine machine) throws IOException {
    for (String attack : new String[] {"flood", "flood-reopened", "grow-output"}) {
      try (HostileCeremony ceremony = new HostileCeremony(machine)) {
        Keyrite.Result result = ceremony.hold(attack);
        // Where the output cannot be opened anew, the attack has printed its one line and is done.
        if (attack.equals("flood") || result.status() != 0) {
          assertEquals(1, result.status(), attack + result.stderr());
          assertFalse(Files.exists(ceremony.out()), attack);
        }
        ended(ceremony);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(AttackedMachine.class)
  void theOutputIsWhatIsThereAtTheEnd(AttackedMachine machine) throws IOException {
    for (String attack : new String[] {"rewind-output", "empty-output"}) {
      try (HostileCeremony ceremony = new HostileCeremony(machine)) {
        Keyrite.Result result = ceremony.hold(attack);
        if (attack.equals("rewind-output") && result.status() == 0) {
          assertEquals(Map.of(attack, "SUCCESS"), ceremony.results());
        } else {
          assertEquals(1, result.status(), result.stderr());
        }
        ended(ceremony);
      }
    }
  }

  /** A sealed output could not be overwritten, and the secret would stay in freed memory. */
  @ParameterizedTest
  @EnumSource(AttackedMachine.class)
  void theOutputCannotBeSealed(AttackedMachine machine) throws IOException {
    assertDoesNotSucceed(machine, "seal-output");
  }

  @ParameterizedTest
  @EnumSource(AttackedMachine.class)
  void theWorkspaceStaysWhereItIs(AttackedMachine machine) throws IOException {
    assertDoesNotSucceed(machine, "replace-workspace");
    assertDoesNotSucceed(machine, "remove-workspace");
  }

  @ParameterizedTest
  @EnumSource(AttackedMachine.class)
  void whateverIsInTheWorkspaceIsWiped(AttackedMachine machine) throws IOException {
    for (String attack : new String[] {"close-workspace", "hide-in-workspace"}) {
      try (HostileCeremony ceremony = new HostileCeremony(machine)) {
        Keyrite.Result result = ceremony.hold(attack);
        assertEquals("", result.stderr(), attack);
        assertEquals(0, result.status(), attack);
        ended(ceremony);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(AttackedMachine.class)
  void aPipeOrALinkIsNoKey(AttackedMachine machine) throws IOException {
    for (String attack : new String[] {"pipe-as-key", "link-as-key"}) {
      try (HostileCeremony ceremony = new HostileCeremony(machine)) {
        Keyrite.Result result = ceremony.hold(attack, "{file: key, whole: true}");
        assertRefused(result, "The generator left no file key in the workspace.");
        ended(ceremony);
      }
    }
  }

  private static void assertRefused(Keyrite.Result result, String words) {
    assertEquals(1, result.status(), result.stderr());
    assertTrue(result.stderr().contains(words), result.stderr());
  }

  /** The attack says that it met an error, or it did not live to say anything. */
  private static void assertDoesNotSucceed(AttackedMachine machine, String attack)
      throws IOException {
    try (HostileCeremony ceremony = new HostileCeremony(machine)) {
      Keyrite.Result result = ceremony.hold(attack);
      if (result.status() == 0) {
        assertNotEquals("SUCCESS", ceremony.results().get(attack));
      } else {
        assertEquals(1, result.status(), result.stderr());
      }
      ended(ceremony);
    }
  }

  private static void ended(HostileCeremony ceremony) throws IOException {
    ceremony.assertNobodyRuns();
    ceremony.assertNothingLeft();
    assertFalse(
        Files.exists(ceremony.out()) && !Files.exists(ceremony.out().resolve("journal.jsonl")),
        "half a bundle");
  }
}
