package org.keyrite.escrow.slip39;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.slip39.ShareException.Kind;
import org.keyrite.escrow.slip39.SharingPolicy.Group;

/** A set takes the shares that can be of it, and no others, and counts them. */
class ShareSetTest {
  private static final byte[] SECRET = Sharing.secret(16, 1);
  private static final SetParameters PARAMETERS = new SetParameters(77, true, 1, 2, 3, 16);

  @Test
  void aShareOfAnotherSetIsRefusedForTheFirstDifference() {
    assertRefused(Kind.OTHER_IDENTIFIER, new SetParameters(78, false, 0, 1, 4, 18));
    assertRefused(Kind.OTHER_EXTENDABLE, new SetParameters(77, false, 0, 1, 4, 18));
    assertRefused(Kind.OTHER_ITERATION_EXPONENT, new SetParameters(77, true, 0, 1, 4, 18));
    assertRefused(Kind.OTHER_GROUP_THRESHOLD, new SetParameters(77, true, 1, 1, 4, 18));
    assertRefused(Kind.OTHER_GROUP_COUNT, new SetParameters(77, true, 1, 2, 4, 18));
    assertRefused(Kind.OTHER_LENGTH, new SetParameters(77, true, 1, 2, 3, 18));
  }

  private static void assertRefused(Kind kind, SetParameters other) {
    try (ShareSet set = new ShareSet()) {
      assertTrue(set.add(share(PARAMETERS, 0, 0, 2, 1)));
      Share foreign = share(other, 1, 0, 2, 1);
      assertEquals(kind, assertThrows(ShareException.class, () -> set.add(foreign)).kind());
      assertEquals(1, set.shares().size());
    } catch (ShareException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aShareThatIsThereAlreadyIsNotTakenAgain() throws ShareException {
    try (ShareSet set = new ShareSet()) {
      assertTrue(set.add(share(PARAMETERS, 0, 0, 2, 1)));
      assertFalse(set.add(share(PARAMETERS, 0, 0, 2, 1)));
      Share other = share(PARAMETERS, 0, 0, 2, 9);
      assertEquals(Kind.CONFLICT, assertThrows(ShareException.class, () -> set.add(other)).kind());
      Share needsMore = share(PARAMETERS, 0, 1, 3, 1);
      assertEquals(
          Kind.OTHER_MEMBER_THRESHOLD,
          assertThrows(ShareException.class, () -> set.add(needsMore)).kind());
      assertEquals(1, set.shares().size());
      // Another group may have another threshold.
      assertTrue(set.add(share(PARAMETERS, 1, 1, 3, 1)));
    }
  }

  @Test
  void progressSaysWhatIsThereAndWhatIsMissing() throws ShareException {
    List<Share> all = Sharing.split(SECRET, Sharing.policy(2, "2 of 2", "2 of 3", "1 of 1"));
    try (ShareSet set = new ShareSet()) {
      assertEquals(0, set.groupThreshold());
      assertEquals(List.of(), set.present());
      assertFalse(set.isComplete());
      set.add(all.get(4));
      set.add(all.get(0));
      set.add(all.get(2));
      assertEquals(2, set.groupThreshold());
      assertEquals(
          List.of(new ShareSet.Present(0, 2, 1), new ShareSet.Present(1, 2, 2)), set.present());
      assertFalse(set.isComplete());
      assertEquals(Kind.TOO_FEW_MEMBERS, assertThrows(ShareException.class, set::recover).kind());
      set.add(all.get(5));
      assertTrue(set.isComplete());
    }
    try (ShareSet empty = new ShareSet()) {
      assertEquals(Kind.NO_SHARES, assertThrows(ShareException.class, empty::recover).kind());
    }
  }

  @Test
  void aNewSetIsExtendableAndHasAnIdentifierOfItsOwn() throws ShareException {
    SharingPolicy policy = Sharing.policy(1, "2 of 3");
    int distinct = 0;
    int last = -1;
    for (int i = 0; i < 20; i++) {
      try (SecretBytes secret = new SecretBytes(SECRET.clone());
          ShareSet set = ShareSet.split(secret, policy, 0);
          Recovery recovery = set.recover();
          SecretBytes restored = recovery.decrypt()) {
        SetParameters parameters = set.shares().iterator().next().set();
        assertTrue(parameters.extendable());
        distinct += parameters.identifier() == last ? 0 : 1;
        last = parameters.identifier();
        assertArrayEquals(SECRET, restored.bytes());
      }
    }
    assertTrue(distinct > 15, "" + distinct);
  }

  @Test
  void whatIsClosedIsWiped() throws ShareException {
    ShareSet set = ShareSet.split(new SecretBytes(SECRET.clone()), Sharing.oneGroup(2, 3), 0);
    List<byte[]> values = set.shares().stream().map(share -> share.point().y().bytes()).toList();
    Recovery recovery = set.recover();
    SecretBytes secret = recovery.decrypt();
    byte[] live = secret.bytes();
    Share share = set.shares().iterator().next();
    ShareWords words = share.words();
    int[] indexes = words.indexes();
    set.close();
    recovery.close();
    secret.close();
    words.close();
    values.forEach(value -> assertArrayEquals(new byte[16], value));
    assertArrayEquals(new byte[16], live);
    assertArrayEquals(new int[20], indexes);
    assertThrows(IllegalStateException.class, share::words);
    assertThrows(IllegalStateException.class, recovery::decrypt);
  }

  @Test
  void nothingPrintsItself() throws ShareException {
    ShareSet set = ShareSet.split(new SecretBytes(SECRET.clone()), Sharing.oneGroup(2, 3), 0);
    Share share = set.shares().iterator().next();
    for (Object secret : List.of(set, share, share.words(), set.recover())) {
      assertTrue(secret.toString().endsWith(" (secret)"), secret.toString());
    }
  }

  @Test
  void aPolicyThatCannotBeIsExplained() {
    Group group = new Group(2, 3);
    assertEquals(Optional.empty(), SharingPolicy.problem(1, List.of(group)));
    assertProblem("there must be from 1 to 16 groups, not 0", 1);
    assertProblem(
        "there must be from 1 to 16 groups, not 17",
        1,
        Collections.nCopies(17, group).toArray(Group[]::new));
    String threshold = "the group threshold must be from 1 to the number of groups, which is 1";
    assertProblem(threshold, 0, group);
    assertProblem(threshold, 2, group);
    assertProblem("group 2 must have from 1 to 16 members, not 17", 1, group, new Group(2, 17));
    assertProblem("group 1 must have from 1 to 16 members, not 0", 1, new Group(1, 0));
    assertProblem(
        "group 1 must have a threshold from 1 to the number of its members, which is 3",
        1,
        new Group(4, 3));
    assertProblem(
        "group 1 must have a threshold from 1 to the number of its members, which is 3",
        1,
        new Group(0, 3));
    assertProblem(
        "group 1 has a threshold of 1, so it must have one member, not 2", 1, new Group(1, 2));
  }

  private static void assertProblem(String problem, int groupThreshold, Group... groups) {
    List<Group> all = List.of(groups);
    assertEquals(Optional.of(problem), SharingPolicy.problem(groupThreshold, all));
    assertThrows(IllegalArgumentException.class, () -> new SharingPolicy(groupThreshold, all));
  }

  private static Share share(
      SetParameters set, int group, int member, int threshold, int firstByte) {
    byte[] value = new byte[set.length()];
    value[0] = (byte) firstByte;
    return new Share(set, new ShareIndex(group, member), threshold, new SecretBytes(value));
  }
}
