package org.keyrite.escrow.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.keyrite.age.Fingerprint;
import org.keyrite.escrow.set.Trustees;
import org.keyrite.escrow.slip39.ShareIndex;

/** What trustees are shown of a policy that is to take the place of theirs. */
class PolicyChangeTest {
  private final Trustees trustees = new Trustees();
  private final EscrowPolicy before =
      trustees.policy("2 operators alice bob carol; 1 directors dora");

  private String fingerprint(String name) {
    return Fingerprint.of(trustees.identity(name).recipient());
  }

  @Test
  void nothingIsNoChange() {
    assertEquals(List.of(), PolicyChange.between(before, before));
  }

  @Test
  void anotherRecipientUnderAKnownNameStandsOut() {
    EscrowPolicy after =
        before.with(new ShareIndex(0, 1), Optional.of(trustees.identity("mallory").recipient()));
    assertEquals(
        List.of(
            "bob has ANOTHER RECIPIENT: it was "
                + fingerprint("bob")
                + ", and is "
                + fingerprint("mallory")),
        PolicyChange.between(before, after));
    assertEquals(
        List.of("bob has ANOTHER RECIPIENT: it was " + fingerprint("bob") + ", and is paper"),
        PolicyChange.between(before, before.with(new ShareIndex(0, 1), Optional.empty())));
  }

  @Test
  void whoIsNewAndWhoIsGone() {
    assertEquals(
        List.of(
            "erin is new",
            "carol goes from the group operators to the group directors",
            "bob gets no share any more",
            "the group operators takes 2 of 2, and took 2 of 3",
            "the group directors takes 2 of 2, and took 1 of 1"),
        PolicyChange.between(
            before, trustees.policy("2 operators alice erin; 2 directors dora carol")));
  }

  @Test
  void whatItIsForAndWhomToAsk() {
    EscrowPolicy after = with(Map.of("opens", "backups", "contact", "mallory"));
    assertEquals(
        List.of("opens is 'backups', and was not said", "contact is 'mallory', and was 'alice'"),
        PolicyChange.between(with(Map.of("contact", "alice")), after));
    assertEquals(
        List.of("opens is not said, and was 'backups'", "contact is not said, and was 'mallory'"),
        PolicyChange.between(after, before));
    assertEquals(
        List.of("bob has ANOTHER RECIPIENT: it was " + fingerprint("bob") + ", and is paper"),
        PolicyChange.between(after, after.with(new ShareIndex(0, 1), Optional.empty())));
  }

  private EscrowPolicy with(Map<String, String> texts) {
    return new EscrowPolicy(
        before.groupThreshold(), before.groups(), before.drillDays(), new Purpose(texts));
  }

  @Test
  void groupsNumbersAndDrills() {
    EscrowPolicy after =
        new EscrowPolicy(
            1,
            trustees.policy("2 operators alice bob carol; 1 chiefs dora").groups(),
            OptionalInt.empty());
    assertEquals(
        List.of(
            "dora goes from the group directors to the group chiefs",
            "the group chiefs is new, and takes 1 of 1",
            "there is no group directors any more",
            "it takes 1 of the groups, and took 2",
            "drills are asked for never, and were every 180 days"),
        PolicyChange.between(before, after));
  }
}
