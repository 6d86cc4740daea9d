package org.keyrite.escrow.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.age.X25519Identity;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.EscrowPolicy.Group;
import org.keyrite.escrow.policy.EscrowPolicy.Trustee;
import org.keyrite.escrow.set.SubsetProof.Proven;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.escrow.slip39.Sharing;
import org.keyrite.escrow.slip39.SharingPolicy;
import org.keyrite.fault.Failed;

/** A new set is recombined in every way that is just enough, or in a sample that covers it. */
class SubsetProofTest {
  private final X25519Identity identity = X25519Identity.generate();
  private final String recipient = identity.recipient().toString();

  private static EscrowPolicy policy(String text) {
    SharingPolicy sharing =
        Sharing.policy(
            Integer.parseInt(text.split(": ", -1)[0]), text.split(": ", -1)[1].split(", ", -1));
    List<Group> groups = new ArrayList<>();
    for (SharingPolicy.Group group : sharing.groups()) {
      String name = "g" + groups.size();
      groups.add(
          new Group(
              name,
              group.threshold(),
              IntStream.range(0, group.members())
                  .mapToObj(i -> new Trustee(name + "-" + i, Optional.empty()))
                  .toList()));
    }
    return new EscrowPolicy(sharing.groupThreshold(), groups, OptionalInt.empty());
  }

  private List<Share> split(EscrowPolicy policy) {
    return Sharing.split(identity.exposeSecret(), policy.sharing());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1: 1 of 1 | 1 | 1 | true",
        "1: 2 of 3 | 3 | 3 | true",
        "1: 3 of 5 | 10 | 10 | true",
        "2: 2 of 3, 1 of 1 | 3 | 3 | true",
        "2: 2 of 3, 3 of 5, 1 of 1 | 43 | 43 | true",
        "1: 8 of 12 | 495 | 495 | true",
        "1: 8 of 16 | 12870 | 2 | false",
        "1: 5 of 14 | 2002 | 3 | false",
        "1: 7 of 16, 5 of 14 | 13442 | 6 | false",
      })
  void everyWayIsTriedUpToAThousand(String text, int ways, int tried, boolean all) throws Failed {
    EscrowPolicy policy = policy(text);
    assertEquals(ways, SubsetProof.count(policy).intValueExact());
    assertEquals(new Proven(tried, all), SubsetProof.prove(split(policy), policy, recipient));
  }

  @Test
  void sixteenGroupsOfSixteenAreCovered() throws Failed {
    EscrowPolicy policy = policy("16: " + String.join(", ", Collections.nCopies(16, "9 of 16")));
    assertEquals(new Proven(2, false), SubsetProof.prove(split(policy), policy, recipient));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1: 2 of 3", "1: 8 of 16", "2: 2 of 3, 1 of 1", "1: 1 of 1, 1 of 1"})
  void everyWrongShareIsFound(String text) {
    EscrowPolicy policy = policy(text);
    List<Share> shares = split(policy);
    for (int i = 0; i < shares.size(); i++) {
      List<Share> forged = Sharing.forging(shares, i);
      Failed failed =
          assertThrows(Failed.class, () -> SubsetProof.prove(forged, policy, recipient));
      assertEquals(
          "The new shares, read back from where they were written, do not restore the identity.",
          failed.getMessage());
    }
  }

  @Test
  void sharesOfAnotherIdentityAreFound() {
    EscrowPolicy policy = policy("1: 2 of 3");
    String other = X25519Identity.generate().recipient().toString();
    assertThrows(Failed.class, () -> SubsetProof.prove(split(policy), policy, other));
  }
}
