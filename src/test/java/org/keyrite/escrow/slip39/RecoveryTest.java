package org.keyrite.escrow.slip39;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.slip39.ShareException.Kind;
import org.keyrite.escrow.slip39.SharingPolicy.Group;

/** What shares give together, and what is said of each: G good, F faulty, U undecided. */
class RecoveryTest {
  private static final byte[] SECRET = Sharing.secret(32, 1);

  @Test
  void everySubsetThatIsEnoughRestoresTheSecretAndNoOtherDoes() throws ShareException {
    SharingPolicy policy = Sharing.policy(2, "2 of 3", "1 of 1", "3 of 4");
    List<Share> all = Sharing.split(SECRET, policy);
    int restored = 0;
    Set<Kind> refusals = new HashSet<>();
    for (int size = 1; size <= all.size(); size++) {
      for (List<Share> some : Sharing.choices(all, size)) {
        if (isEnough(some, policy)) {
          assertArrayEquals(SECRET, Sharing.restore(some));
          restored++;
        } else {
          refusals.add(assertThrows(ShareException.class, () -> Sharing.restore(some)).kind());
        }
      }
    }
    assertEquals(Set.of(Kind.TOO_FEW_GROUPS, Kind.TOO_FEW_MEMBERS), refusals);
    assertEquals(104, restored);
  }

  private static boolean isEnough(List<Share> shares, SharingPolicy policy) {
    long complete = 0;
    for (int i = 0; i < policy.groups().size(); i++) {
      int group = i;
      long members = shares.stream().filter(share -> share.index().group() == group).count();
      complete += members >= policy.groups().get(i).threshold() ? 1 : 0;
    }
    return complete >= policy.groupThreshold();
  }

  @Test
  void everyMinimalSubsetOfTheLargestSingleGroupsRestores() throws ShareException {
    for (String group : List.of("16 of 16", "2 of 16", "15 of 16")) {
      List<Share> all = Sharing.split(SECRET, Sharing.policy(1, group));
      int threshold = all.getFirst().memberThreshold();
      for (List<Share> some : Sharing.choices(all, threshold)) {
        assertArrayEquals(SECRET, Sharing.restore(some));
        assertThrows(ShareException.class, () -> Sharing.restore(some.subList(1, threshold)));
      }
    }
  }

  @Test
  void theLargestSetThereIsRestoresASecretOfZeros() throws ShareException {
    byte[] zeros = new byte[32];
    SharingPolicy policy = new SharingPolicy(16, Collections.nCopies(16, new Group(16, 16)));
    List<Share> all = Sharing.split(zeros, policy);
    assertEquals("G".repeat(256), Sharing.standings(all));
    assertArrayEquals(zeros, Sharing.restore(all));
    assertRefused(Kind.TOO_FEW_MEMBERS, all.subList(0, 255));
  }

  @Test
  void oneShareMoreThanNeededNamesTheForgedOne() throws ShareException {
    List<Share> all = Sharing.split(SECRET, Sharing.policy(1, "3 of 5")).subList(0, 4);
    for (int i = 0; i < all.size(); i++) {
      StringBuilder expected = new StringBuilder("GGGG");
      expected.setCharAt(i, 'F');
      List<Share> forged = Sharing.forging(all, i);
      assertEquals(expected.toString(), Sharing.standings(forged));
      assertArrayEquals(SECRET, Sharing.restore(forged));
    }
  }

  @Test
  void asManyForgedSharesAreNamedAsThereAreMoreThanNeeded() throws ShareException {
    List<Share> all = Sharing.split(SECRET, Sharing.policy(1, "3 of 7"));
    assertEquals("FGFGFGF", Sharing.standings(Sharing.forging(all, 0, 2, 4, 6)));
    assertRefused(Kind.MEMBERS_DISAGREE, Sharing.forging(all, 0, 2, 3, 4, 6));
  }

  @Test
  void withoutAShareTooManyNobodyIsNamed() {
    List<Share> all = Sharing.split(SECRET, Sharing.policy(1, "3 of 5")).subList(0, 3);
    assertRefused(Kind.MEMBERS_DISAGREE, Sharing.forging(all, 1));
  }

  @Test
  void sharesOfIncompleteGroupsAreJudgedOnceTheSecretIsKnown() throws ShareException {
    SharingPolicy policy = Sharing.policy(1, "2 of 2", "2 of 3", "3 of 3", "4 of 5", "1 of 1");
    List<Share> all = new ArrayList<>(Sharing.split(SECRET, policy));
    // Of the second group one share, of the third and of the fourth two, of the fifth its only one.
    List<Share> some = pick(all, 0, 1, 2, 5, 6, 8, 9, 13);
    assertEquals("GGGGGUUG", Sharing.standings(some));
    assertEquals("GGFUUUUF", Sharing.standings(Sharing.forging(some, 2, 4, 6, 7)));
  }

  @Test
  void aGroupOfAnotherSecretIsNamedWhereOthersAgree() throws ShareException {
    SharingPolicy policy = Sharing.policy(2, "2 of 2", "2 of 2", "3 of 4");
    List<Share> all = Sharing.split(SECRET, policy);
    List<Share> others = Sharing.split(Sharing.secret(32, 2), policy);
    List<Share> mixed = new ArrayList<>(all.subList(0, 4));
    mixed.addAll(others.subList(4, 8));
    assertEquals("GGGGFFFF", Sharing.standings(mixed));
    assertArrayEquals(SECRET, Sharing.restore(mixed));
    assertRefused(Kind.GROUPS_DISAGREE, mixed.subList(2, 8));
  }

  @Test
  void whereOneGroupIsEnoughThoseWithADigestAreBelieved() throws ShareException {
    List<Share> all = Sharing.split(SECRET, Sharing.policy(1, "1 of 1", "2 of 2"));
    assertEquals("GGG", Sharing.standings(all));
    assertEquals("FGG", Sharing.standings(Sharing.forging(all, 0)));
    assertArrayEquals(SECRET, Sharing.restore(Sharing.forging(all, 0)));
  }

  @Test
  void withoutAnyDigestNothingIsConfirmed() throws ShareException {
    List<Share> all = Sharing.split(SECRET, Sharing.policy(1, "1 of 1", "1 of 1", "2 of 2"));
    assertEquals("U", Sharing.standings(all.subList(0, 1)));
    assertEquals("UUU", Sharing.standings(all.subList(0, 3)));
    assertRefused(Kind.GROUPS_DISAGREE, Sharing.forging(all.subList(0, 2), 1));
  }

  @Test
  void aForeignSetMayHaveSeveralMembersOfWhichEachIsEnough() throws ShareException {
    Share one = Sharing.split(SECRET, Sharing.policy(1, "1 of 1")).getFirst();
    Share two = new Share(one.set(), new ShareIndex(0, 7), 1, one.point().y());
    assertArrayEquals(SECRET, Sharing.restore(List.of(one, two)));
    assertRefused(Kind.MEMBERS_DISAGREE, List.of(one, Sharing.forged(two)));
  }

  /** The proof of a set rests on it: every way to restore it must give the same. */
  @Test
  void twoRecoveriesAreTheSameOnlyIfTheirSecretsAre() throws ShareException {
    SharingPolicy policy = Sharing.oneGroup(2, 3);
    List<Share> shares = Sharing.split(SECRET, policy);
    List<Share> others = Sharing.split(Sharing.secret(32, 2), policy);
    try (Recovery first = Sharing.setOf(shares.subList(0, 2)).recover();
        Recovery same = Sharing.setOf(shares.subList(1, 3)).recover();
        Recovery other = Sharing.setOf(others.subList(0, 2)).recover()) {
      assertEquals(true, first.isSameAs(same));
      assertEquals(false, first.isSameAs(other));
    }
  }

  @Test
  void aPassphraseIsPrintableAsciiAndAWrongOneGivesAnotherSecret() throws Exception {
    Slip39Vector vector = Slip39Vector.all().getFirst();
    Share share = Sharing.parse(Ascii.bytes(vector.shares().getFirst()));
    try (Recovery recovery = Sharing.setOf(List.of(share)).recover();
        SecretBytes none = recovery.decrypt();
        SecretBytes empty = recovery.decrypt(Ascii.secret(""));
        SecretBytes wrong = recovery.decrypt(Ascii.secret(" ~"))) {
      assertArrayEquals(none.bytes(), empty.bytes());
      assertEquals(false, none.isSameAs(wrong));
      for (String foreign : List.of("ä", "\n", "\u007f")) {
        ShareException refused =
            assertThrows(ShareException.class, () -> recovery.decrypt(Ascii.secret(foreign)));
        assertEquals(Kind.FOREIGN_PASSPHRASE, refused.kind());
      }
    }
  }

  private static void assertRefused(Kind kind, List<Share> shares) {
    assertEquals(kind, assertThrows(ShareException.class, () -> Sharing.restore(shares)).kind());
  }

  private static List<Share> pick(List<Share> shares, int... which) {
    List<Share> some = new ArrayList<>();
    for (int i : which) {
      some.add(shares.get(i));
    }
    return some;
  }
}
