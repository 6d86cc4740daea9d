package org.keyrite.cli.escrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.fault.Refused;
import org.keyrite.testing.CeremonyFixture;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Who shares an identity, from a command line. */
class PolicyOptionsTest {
  private static final String ALICE = CeremonyFixture.HOST;
  private static final String BOB = CeremonyFixture.BACKUP;

  @Command
  static final class Asking {
    @Mixin private PolicyOptions policy;
  }

  private static EscrowPolicy policy(String line) throws Refused {
    Asking asking = new Asking();
    new CommandLine(asking).parseArgs(line.split(" "));
    return asking.policy.read(Optional.of("testnet")).shared().policy();
  }

  @Test
  void oneGroup() throws Exception {
    EscrowPolicy policy =
        policy(
            "--threshold 2 --trustee alice=%s --trustee bob=%s --trustee carol=paper"
                .formatted(ALICE, BOB));
    assertEquals("2 of 3 trustees", policy.inWords());
    assertEquals(OptionalInt.empty(), policy.drillDays());
  }

  @Test
  void severalGroups() throws Exception {
    EscrowPolicy policy =
        policy(
            ("--group-threshold 1 --group operators=2 --group directors=1 --drill-every 90d"
                    + " --trustee operators/alice=%s --trustee directors/dora=paper"
                    + " --trustee operators/bob=%s")
                .formatted(ALICE, BOB));
    assertEquals("1 of these 2 groups: 2 of 2 operators, 1 of 1 directors", policy.inWords());
    assertEquals(OptionalInt.of(90), policy.drillDays());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--threshold 2 --trustee alice | --trustee takes [GROUP/]NAME=RECIPIENT.",
        "--threshold 2 --trustee a/alice=paper | 'alice' is in the group 'a', which has no --group.",
        "--group a=2 --trustee alice=paper | 'alice' is in no group, and there is no --threshold.",
        "--group a=b --trustee a/alice=paper | --group takes NAME=N, and 'b' is not a number.",
        "--group a=1 --group a=1 --trustee a/alice=paper | --group names 'a' twice.",
        "--group a --trustee a/alice=paper | --group takes NAME=N.",
        "--threshold 1 --trustee alice=paper --drill-every 180 | --drill-every takes a number of"
            + " days, such as 180d.",
        "--threshold 1 --trustee alice=nobody | --trustee alice: not an age recipient: this is not a"
            + " recipient of a known type.",
        "--threshold 1 --trustee alice=AGE-SECRET-KEY-1QQQQQQQQQQQQ | --trustee alice: not an age"
            + " recipient: there is an identity, which is secret, where a recipient belongs.",
        "--threshold 2 | Say who shares the identity: --policy FILE, or --threshold N with a"
            + " --trustee NAME=RECIPIENT for each.",
      })
  void whatIsMalformedIsAUsageError(String line, String sentence) {
    assertEquals(
        sentence,
        assertThrows(CommandLine.ParameterException.class, () -> policy(line)).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--threshold 1 --group a=1 --trustee alice=paper | group 2 must have from 1 to 16 members,"
            + " not 0",
        "--threshold 3 --trustee alice=paper | group 1 must have a threshold from 1 to the number of"
            + " its members, which is 1",
        "--threshold 1 --trustee alice=paper --drill-every 4000d | drills can be asked for every 1"
            + " to 3660 days",
      })
  void whatIsNotPossibleIsRefused(String line, String clause) {
    assertEquals(
        "This policy is not possible: " + clause + ".",
        assertThrows(Refused.class, () -> policy(line)).getMessage());
  }
}
