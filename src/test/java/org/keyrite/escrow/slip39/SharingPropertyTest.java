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
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.keyrite.escrow.slip39.SharingPolicy.Group;

/** Whatever the policy, the secret and the order: enough shares restore, fewer do not. */
class SharingPropertyTest {

  @Property(tries = 60)
  void enoughSharesInAnyOrderRestoreTheSecret(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 0, max = 135) Integer> chosen,
      @ForAll @IntRange(min = 1, max = 6) int threshold,
      @ForAll @IntRange(min = 8, max = 40) int halfLength,
      @ForAll @IntRange(max = 16) int zeros,
      @ForAll Random random)
      throws Exception {
    SharingPolicy policy = policy(chosen, threshold);
    byte[] secret = new byte[2 * halfLength];
    random.nextBytes(secret);
    Arrays.fill(secret, 0, Math.min(zeros, secret.length), (byte) 0);
    List<Share> enough = minimal(Sharing.split(secret, policy), policy, random);
    List<Share> read = new ArrayList<>();
    for (Share share : enough) {
      read.add(Share.parse(Ascii.bytes(Ascii.words(share))));
    }
    assertArrayEquals(secret, Sharing.restore(read));
    List<Share> fewer = enough.subList(1, enough.size());
    assertThrows(ShareException.class, () -> Sharing.restore(fewer));
  }

  @Property(tries = 60)
  void aForgedShareAmongMoreThanEnoughIsNamedAndDoesNoHarm(
      @ForAll @IntRange(min = 2, max = 15) int threshold,
      @ForAll @IntRange(max = 15) int position,
      @ForAll Random random)
      throws ShareException {
    byte[] secret = new byte[16];
    random.nextBytes(secret);
    List<Share> all =
        Sharing.split(secret, SharingPolicy.of(threshold, 16)).subList(0, threshold + 1);
    int forged = position % all.size();
    List<Share> shares = Sharing.forging(all, forged);
    StringBuilder expected = new StringBuilder("G".repeat(all.size()));
    expected.setCharAt(forged, 'F');
    assertEquals(expected.toString(), Sharing.standings(shares));
    assertArrayEquals(secret, Sharing.restore(shares));
  }

  /** Even a secret of zeros has shares that do not show it. */
  @Property(tries = 20)
  void sharesOfZerosLookLikeAnyOthers(@ForAll @IntRange(min = 2, max = 16) int threshold)
      throws ShareException {
    byte[] secret = new byte[32];
    List<Share> all = Sharing.split(secret, SharingPolicy.of(threshold, 16));
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

  /** Each number stands for one of the 136 pairs of a threshold and a size. */
  private static SharingPolicy policy(List<Integer> chosen, int threshold) {
    List<Group> groups = new ArrayList<>();
    for (int number : chosen) {
      int members = 1;
      int rest = number;
      while (rest >= members) {
        rest -= members++;
      }
      groups.add(rest == 0 ? new Group(1, 1) : new Group(rest + 1, members));
    }
    return new SharingPolicy(Math.min(threshold, groups.size()), groups);
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
