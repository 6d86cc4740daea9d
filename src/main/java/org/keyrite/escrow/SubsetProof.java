package org.keyrite.escrow;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.keyrite.age.NativeIdentity;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.fault.Failed;

/**
 * Recombines a new set in every way that is just enough, and compares what comes out. With more
 * than {@value #MOST} ways it takes a sample in which every share occurs.
 */
final class SubsetProof {
  static final int MOST = 1000;

  private final List<Share> shares;
  private final EscrowPolicy policy;
  private final String recipient;
  private Optional<Recovery> first = Optional.empty();
  private int combinations;

  /**
   * What was proven.
   *
   * @param combinations how many were tried; each gave the identity
   * @param all whether these are all that there are
   */
  record Proven(int combinations, boolean all) {}

  private SubsetProof(List<Share> shares, EscrowPolicy policy, String recipient) {
    this.shares = shares;
    this.policy = policy;
    this.recipient = recipient;
  }

  /**
   * Proves a set.
   *
   * @param shares all of them, in order, as they were read back
   * @throws Failed if one combination does not give the recipient's identity
   */
  static Proven prove(List<Share> shares, EscrowPolicy policy, String recipient) throws Failed {
    SubsetProof proof = new SubsetProof(shares, policy, recipient);
    try {
      boolean all = count(policy).compareTo(BigInteger.valueOf(MOST)) <= 0;
      if (all) {
        proof.tryAll();
      } else {
        proof.trySample();
      }
      return new Proven(proof.combinations, all);
    } finally {
      proof.first.ifPresent(Recovery::close);
    }
  }

  /** In how many ways a set can be restored with just enough shares. */
  static BigInteger count(EscrowPolicy policy) {
    // The coefficients of the product of (1 + ways × x) over the groups.
    BigInteger[] ways = new BigInteger[policy.groupThreshold() + 1];
    Arrays.fill(ways, BigInteger.ZERO);
    ways[0] = BigInteger.ONE;
    for (EscrowPolicy.Group group : policy.groups()) {
      BigInteger own = binomial(group.trustees().size(), group.threshold());
      for (int chosen = policy.groupThreshold(); chosen > 0; chosen--) {
        ways[chosen] = ways[chosen].add(ways[chosen - 1].multiply(own));
      }
    }
    return ways[policy.groupThreshold()];
  }

  private static BigInteger binomial(int of, int choose) {
    BigInteger result = BigInteger.ONE;
    for (int i = 1; i <= choose; i++) {
      result = result.multiply(BigInteger.valueOf(of - choose + i)).divide(BigInteger.valueOf(i));
    }
    return result;
  }

  private void tryAll() throws Failed {
    for (List<Integer> groups : choices(policy.groups().size(), policy.groupThreshold())) {
      tryAll(groups, 0, new ArrayList<>());
    }
  }

  private void tryAll(List<Integer> groups, int at, List<ShareIndex> chosen) throws Failed {
    if (at == groups.size()) {
      restore(chosen);
      return;
    }
    EscrowPolicy.Group group = policy.groups().get(groups.get(at));
    for (List<Integer> members : choices(group.trustees().size(), group.threshold())) {
      List<ShareIndex> more = new ArrayList<>(chosen);
      members.forEach(member -> more.add(new ShareIndex(groups.get(at), member)));
      tryAll(groups, at + 1, more);
    }
  }

  /** The groups take turns, and in each of them the members do, until all have had theirs. */
  private void trySample() throws Failed {
    int[] turns = new int[policy.groups().size()];
    Set<ShareIndex> covered = new HashSet<>();
    for (int round = 0; covered.size() < shares.size(); round++) {
      List<ShareIndex> chosen = new ArrayList<>();
      for (int i = 0; i < policy.groupThreshold(); i++) {
        int group = (round + i) % policy.groups().size();
        int threshold = policy.groups().get(group).threshold();
        for (int j = 0; j < threshold; j++) {
          int size = policy.groups().get(group).trustees().size();
          chosen.add(new ShareIndex(group, (turns[group] + j) % size));
        }
        turns[group] += threshold;
      }
      covered.addAll(chosen);
      restore(chosen);
    }
  }

  private void restore(List<ShareIndex> chosen) throws Failed {
    combinations++;
    // The shares are the caller's, and so this set of them is not closed.
    ShareSet set = new ShareSet();
    try {
      for (Share share : shares) {
        if (chosen.contains(share.index())) {
          set.add(share);
        }
      }
      compare(set.recover());
    } catch (SetException e) {
      throw wrong(e);
    }
  }

  private void compare(Recovery recovery) throws Failed {
    if (first.isPresent()) {
      try (recovery) {
        if (!recovery.isSameAs(first.get())) {
          throw wrong(null);
        }
      }
      return;
    }
    first = Optional.of(recovery);
    try (SecretBytes secret = recovery.decrypt();
        NativeIdentity identity = IdentityKind.of(recipient).restore(secret)) {
      if (!identity.recipient().toString().equals(recipient)) {
        throw wrong(null);
      }
    }
  }

  private static Failed wrong(Throwable cause) {
    return new Failed(
        "The new shares, read back from where they were written, do not restore the identity.",
        "Nothing was kept. Check the disk and the machine's memory, and begin again.",
        cause);
  }

  private static List<List<Integer>> choices(int of, int choose) {
    return IntStream.range(0, 1 << of)
        .filter(mask -> Integer.bitCount(mask) == choose)
        .mapToObj(
            mask -> IntStream.range(0, of).filter(i -> (mask >>> i & 1) != 0).boxed().toList())
        .toList();
  }
}
