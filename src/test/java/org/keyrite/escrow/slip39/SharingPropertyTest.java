package org.keyrite.escrow.slip39;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.escrow.slip39.SharingPolicy.Group;
import org.keyrite.testing.Trials;

/** Whatever the policy, the secret and the order: enough shares restore, fewer do not. */
class SharingPropertyTest {

  @Test
  void enoughSharesInAnyOrderRestoreTheSecret() {
    Trials.run(60, SharingPropertyTest::enoughRestore);
  }

  private static void enoughRestore(Random random) throws Exception {
    SharingPolicy policy = policy(random);
    byte[] secret = new byte[2 * random.nextInt(8, 41)];
    random.nextBytes(secret);
    Arrays.fill(secret, 0, random.nextInt(Math.min(17, secret.length)), (byte) 0);
    List<Share> enough = minimal(Sharing.split(secret, policy), policy, random);
    List<Share> read = new ArrayList<>();
    for (Share share : enough) {
      read.add(Sharing.parse(Ascii.bytes(Ascii.words(share))));
    }
    assertArrayEquals(secret, Sharing.restore(read));
    List<Share> fewer = enough.subList(1, enough.size());
    assertThrows(ShareException.class, () -> Sharing.restore(fewer));
  }

  @Test
  void aForgedShareAmongMoreThanEnoughIsNamedAndDoesNoHarm() {
    Trials.run(
        60,
        random -> {
          byte[] secret = new byte[16];
          random.nextBytes(secret);
          int threshold = random.nextInt(2, 16);
          List<Share> all =
              Sharing.split(secret, Sharing.oneGroup(threshold, 16)).subList(0, threshold + 1);
          int forged = random.nextInt(all.size());
          List<Share> shares = Sharing.forging(all, forged);
          StringBuilder expected = new StringBuilder("G".repeat(all.size()));
          expected.setCharAt(forged, 'F');
          assertEquals(expected.toString(), Sharing.standings(shares));
          assertArrayEquals(secret, Sharing.restore(shares));
        });
  }

  /** Even a secret of zeros has shares that do not show it. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void sharesOfZerosLookLikeAnyOthers(int threshold) throws ShareException {
    byte[] secret = new byte[32];
    List<Share> all = Sharing.split(secret, Sharing.oneGroup(threshold, 16));
    for (Share share : all) {
      byte[] value = share.point().y().bytes();
      int zeros = 0;
      for (byte b : value) {
        zeros += b == 0 ? 1 : 0;
      }
      assertTrue(zeros < 8, "" + zeros);
    }
    assertArrayEquals(secret, Sharing.restore(all.subList(0, threshold)));
  }

  /** One to six groups of one to sixteen members; a member of a larger one does not suffice. */
  private static SharingPolicy policy(Random random) {
    List<Group> groups = new ArrayList<>();
    for (int left = random.nextInt(1, 7); left > 0; left--) {
      int members = random.nextInt(1, 17);
      groups.add(new Group(members == 1 ? 1 : random.nextInt(2, members + 1), members));
    }
    return new SharingPolicy(random.nextInt(1, groups.size() + 1), groups);
  }

  /** Just enough shares of just enough groups, in some order. */
  private static List<Share> minimal(List<Share> all, SharingPolicy policy, Random random) {
    List<Share> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    List<Integer> groups = new ArrayList<>();
    for (int i = 0; i < policy.groups().size(); i++) {
      groups.add(i);
    }
    Collections.shuffle(groups, random);
    List<Share> enough = new ArrayList<>();
    for (int group : groups.subList(0, policy.groupThreshold())) {
      shuffled.stream()
          .filter(share -> share.index().group() == group)
          .limit(policy.groups().get(group).threshold())
          .forEach(enough::add);
    }
    Collections.shuffle(enough, random);
    return enough;
  }
}
