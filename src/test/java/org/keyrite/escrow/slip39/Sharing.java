package org.keyrite.escrow.slip39;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.slip39.Recovery.Standing;
import org.keyrite.escrow.slip39.SharingPolicy.Group;

/** Sets for tests, the same ones in every run, without passphrase. */
public final class Sharing {
  private static final int IDENTIFIER = 0x5a5a;

  private Sharing() {}

  /** A group, as "2 of 3". */
  static Group group(String text) {
    String[] numbers = text.split(" of ", -1);
    return new Group(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
  }

  public static SharingPolicy policy(int groupThreshold, String... groups) {
    return new SharingPolicy(groupThreshold, Arrays.stream(groups).map(Sharing::group).toList());
  }

  /** One group, as it should be wherever that is enough. */
  static SharingPolicy oneGroup(int threshold, int members) {
    return new SharingPolicy(1, List.of(new Group(threshold, members)));
  }

  /** Reads a share's words. */
  public static Share parse(byte[] text) throws ShareException {
    try (ShareWords words = ShareWords.parse(text)) {
      return Share.decode(words);
    }
  }

  public static byte[] secret(int length, long seed) {
    byte[] secret = new byte[length];
    new Random(seed).nextBytes(secret);
    return secret;
  }

  /** All shares, by group and number. */
  public static List<Share> split(byte[] secret, SharingPolicy policy) {
    return split(secret, policy, IDENTIFIER);
  }

  public static List<Share> split(byte[] secret, SharingPolicy policy, int identifier) {
    SetParameters set =
        new SetParameters(
            identifier, true, 0, policy.groupThreshold(), policy.groups().size(), secret.length);
    Random random = new Random(identifier);
    return List.copyOf(
        ShareSet.split(
                new SecretBytes(secret.clone()),
                Ascii.secret(""),
                set,
                policy.groups(),
                length -> {
                  byte[] bytes = new byte[length];
                  random.nextBytes(bytes);
                  return bytes;
                })
            .shares());
  }

  static ShareSet setOf(Collection<Share> shares) throws ShareException {
    ShareSet set = new ShareSet();
    for (Share share : shares) {
      set.add(share);
    }
    return set;
  }

  static byte[] restore(Collection<Share> shares) throws ShareException {
    try (Recovery recovery = setOf(shares).recover();
        SecretBytes secret = recovery.decrypt()) {
      return secret.bytes().clone();
    }
  }

  /** The standing of each share: G, F or U. */
  static String standings(Collection<Share> shares) throws ShareException {
    StringBuilder letters = new StringBuilder();
    try (Recovery recovery = setOf(shares).recover()) {
      for (Standing standing : recovery.standings().values()) {
        letters.append(standing.name().charAt(0));
      }
    }
    return letters.toString();
  }

  /** A share with the same place in the same set, and another value, as a forger would make it. */
  public static Share forged(Share share) {
    byte[] value = share.point().y().bytes().clone();
    value[value.length / 2] ^= 0x40;
    return new Share(share.set(), share.index(), share.memberThreshold(), new SecretBytes(value));
  }

  /** The shares with some of them, counted from zero, forged. */
  public static List<Share> forging(List<Share> shares, Integer... which) {
    List<Integer> forged = List.of(which);
    return IntStream.range(0, shares.size())
        .mapToObj(i -> forged.contains(i) ? forged(shares.get(i)) : shares.get(i))
        .toList();
  }

  /** Every choice of so many of them. */
  static <T> List<List<T>> choices(List<T> all, int size) {
    List<List<T>> choices = new ArrayList<>();
    for (int mask = 0; mask < 1 << all.size(); mask++) {
      if (Integer.bitCount(mask) == size) {
        int chosen = mask;
        choices.add(
            IntStream.range(0, all.size())
                .filter(i -> (chosen >>> i & 1) != 0)
                .mapToObj(all::get)
                .toList());
      }
    }
    return choices;
  }
}
