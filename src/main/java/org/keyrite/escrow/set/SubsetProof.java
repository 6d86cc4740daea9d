package org.keyrite.escrow.set;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.keyrite.age.NativeIdentity;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.IdentityKind;
import org.keyrite.escrow.slip39.Recovery;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.escrow.slip39.ShareException;
import org.keyrite.escrow.slip39.ShareSet;
import org.keyrite.fault.Failed;

/**
 * Recombines a new set in every way that is just enough, and compares what comes out. With more
 * than {@value #MOST} ways it takes a sample in which every share occurs.
 */
final class SubsetProof {
  static final int MOST = 1000;

  private static final int[] NONE = {0};

  private final List<Share> shares;
  private final EscrowPolicy policy;
  private final String recipient;
  private Optional<Recovery> first = Optional.empty();
  private int combinations;

  /**
   * The result of a proof.
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

  /** Sets of groups and of members are the bits of a number, as there are at most 16. */
  private void tryAll() throws Failed {
    for (int groups : choices(policy.groups().size(), policy.groupThreshold())) {
      tryAll(groups, 0, new int[policy.groups().size()]);
    }
  }

  private void tryAll(int groups, int at, int[] chosen) throws Failed {
    if (at == chosen.length) {
      restore(chosen);
      return;
    }
    EscrowPolicy.Group group = policy.groups().get(at);
    boolean needed = (groups >>> at & 1) != 0;
    for (int members : needed ? choices(group.trustees().size(), group.threshold()) : NONE) {
      chosen[at] = members;
      tryAll(groups, at + 1, chosen);
    }
  }

  /** The groups take turns, and in each of them the members do, until all have had theirs. */
  private void trySample() throws Failed {
    int[] turns = new int[policy.groups().size()];
    int[] covered = new int[policy.groups().size()];
    for (int round = 0; coveredShares(covered) < shares.size(); round++) {
      int[] chosen = new int[policy.groups().size()];
      for (int i = 0; i < policy.groupThreshold(); i++) {
        int group = (round + i) % chosen.length;
        EscrowPolicy.Group members = policy.groups().get(group);
        for (int j = 0; j < members.threshold(); j++) {
          chosen[group] |= 1 << turns[group]++ % members.trustees().size();
        }
        covered[group] |= chosen[group];
      }
      restore(chosen);
    }
  }

  private static int coveredShares(int[] covered) {
    return Arrays.stream(covered).map(Integer::bitCount).sum();
  }

  private void restore(int[] chosen) throws Failed {
    combinations++;
    // The shares are the caller's, and so this set of them is not closed.
    ShareSet set = new ShareSet();
    try {
      for (Share share : shares) {
        if ((chosen[share.index().group()] >>> share.index().member() & 1) != 0) {
          set.add(share);
        }
      }
      compare(set.recover());
    } catch (ShareException e) {
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

  private static int[] choices(int of, int choose) {
    return IntStream.range(0, 1 << of).filter(set -> Integer.bitCount(set) == choose).toArray();
  }
}
