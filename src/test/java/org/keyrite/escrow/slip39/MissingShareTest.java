package org.keyrite.escrow.slip39;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyrite.escrow.slip39.ShareException.Kind;

/** A share is computed from others: word for word the one that was lost. */
class MissingShareTest {
  private final List<Share> shares =
      Sharing.split(Sharing.secret(32, 7), Sharing.policy(2, "2 of 3", "1 of 1", "3 of 4"));

  private String compute(ShareIndex index, int threshold, Integer... from) throws ShareException {
    ShareSet set = Sharing.setOf(List.of(from).stream().map(shares::get).toList());
    return Ascii.words(set.missing(index, threshold));
  }

  @Test
  void fromOthersOfItsGroup() throws ShareException {
    assertEquals(Ascii.words(shares.get(0)), compute(new ShareIndex(0, 0), 2, 1, 2));
    assertEquals(Ascii.words(shares.get(7)), compute(new ShareIndex(2, 3), 3, 4, 5, 6));
  }

  @Test
  void fromOtherGroupsAndAllOfItsOwnButOne() throws ShareException {
    assertEquals(Ascii.words(shares.get(0)), compute(new ShareIndex(0, 0), 2, 2, 3, 4, 5, 6));
  }

  @Test
  void aLoneHoldersFromOtherGroups() throws ShareException {
    assertEquals(Ascii.words(shares.get(3)), compute(new ShareIndex(1, 0), 1, 0, 1, 4, 5, 7));
  }

  @Test
  void andNotFromFewer() {
    for (Integer[] from :
        List.of(new Integer[] {1}, new Integer[] {1, 3}, new Integer[] {3, 4, 5, 6})) {
      ShareException refused =
          assertThrows(ShareException.class, () -> compute(new ShareIndex(0, 0), 2, from));
      assertEquals(Kind.TOO_FEW_MEMBERS, refused.kind());
    }
    assertEquals(
        Kind.NO_SHARES,
        assertThrows(ShareException.class, () -> compute(new ShareIndex(0, 0), 2)).kind());
  }

  @Test
  void everyShareFromEveryQuorum() throws ShareException {
    List<Share> all = Sharing.split(Sharing.secret(32, 8), Sharing.policy(1, "3 of 5"));
    int computed = 0;
    for (Share lost : all) {
      List<Share> others = all.stream().filter(share -> share != lost).toList();
      for (List<Share> quorum : Sharing.choices(others, 3)) {
        Share share = Sharing.setOf(quorum).missing(lost.index(), 3);
        assertEquals(Ascii.words(lost), Ascii.words(share));
        computed++;
      }
    }
    assertEquals(20, computed);
  }
}
