package org.keyrite.escrow.slip39;

import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.keyrite.crypto.Randomness;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.slip39.SetException.Kind;

/**
 * Shares of one set: all of them when a secret has been split, those at hand when it is restored.
 * They are the set's own, and closed with it.
 *
 * <p>Specification: SLIP-0039, "Generating and combining the shares".
 */
public final class ShareSet implements AutoCloseable {
  private final NavigableMap<ShareIndex, Share> shares = new TreeMap<>();

  /**
   * Splits a secret into a new set, which is extendable and has no passphrase.
   *
   * @param secret of a length that {@link SetParameters#isLength} allows, and hard to guess: who
   *     has all shares but one of what it takes can check guesses
   * @param iterationExponent from 0 to 15. Without a passphrase it adds nothing but time; each step
   *     doubles it
   */
  public static ShareSet split(SecretBytes secret, SharingPolicy policy, int iterationExponent) {
    byte[] random = Randomness.bytes(2);
    int identifier = (random[0] & 0x7f) << Byte.SIZE | (random[1] & 0xff);
    SetParameters set =
        new SetParameters(
            identifier,
            true,
            iterationExponent,
            policy.groupThreshold(),
            policy.groups().size(),
            secret.bytes().length);
    try (SecretBytes none = new SecretBytes(new byte[0])) {
      return split(secret, none, set, policy.groups(), Randomness::bytes);
    }
  }

  static ShareSet split(
      SecretBytes secret,
      SecretBytes passphrase,
      SetParameters set,
      List<SharingPolicy.Group> groups,
      IntFunction<byte[]> random) {
    ShareSet result = new ShareSet();
    try (SecretBytes encrypted = MasterSecret.encrypt(secret, passphrase, set)) {
      for (Point group :
          SecretSharing.split(set.groupThreshold(), set.groupCount(), encrypted, random)) {
        result.split(group, groups.get(group.x()), set, random);
        group.close();
      }
    }
    return result;
  }

  private void split(
      Point group, SharingPolicy.Group policy, SetParameters set, IntFunction<byte[]> random) {
    for (Point member :
        SecretSharing.split(policy.threshold(), policy.members(), group.y(), random)) {
      ShareIndex index = new ShareIndex(group.x(), member.x());
      shares.put(index, new Share(set, index, policy.threshold(), member.y()));
    }
  }

  /** The shares, by group and number. */
  public Collection<Share> shares() {
    return List.copyOf(shares.values());
  }

  /** The share at a place where there is one. */
  public Share get(ShareIndex index) {
    return Objects.requireNonNull(shares.get(index));
  }

  /**
   * Adds a share.
   *
   * @return whether it was taken over; false if the same one is there already, and the caller
   *     closes this one
   * @throws SetException if it cannot be of the same set; nothing has changed then
   */
  public boolean add(Share share) throws SetException {
    if (!shares.isEmpty()) {
      requireSame(shares.firstEntry().getValue().set(), share.set());
    }
    for (Share other : members(share.index().group())) {
      if (other.memberThreshold() != share.memberThreshold()) {
        throw new SetException(Kind.OTHER_MEMBER_THRESHOLD);
      }
    }
    Share same = shares.putIfAbsent(share.index(), share);
    if (same != null && !same.point().y().isSameAs(share.point().y())) {
      throw new SetException(Kind.CONFLICT);
    }
    return same == null;
  }

  private static void requireSame(SetParameters set, SetParameters other) throws SetException {
    require(set.identifier() == other.identifier(), Kind.OTHER_IDENTIFIER);
    require(set.extendable() == other.extendable(), Kind.OTHER_EXTENDABLE);
    require(set.iterationExponent() == other.iterationExponent(), Kind.OTHER_ITERATION_EXPONENT);
    require(set.groupThreshold() == other.groupThreshold(), Kind.OTHER_GROUP_THRESHOLD);
    require(set.groupCount() == other.groupCount(), Kind.OTHER_GROUP_COUNT);
    require(set.length() == other.length(), Kind.OTHER_LENGTH);
  }

  private static void require(boolean same, Kind otherwise) throws SetException {
    if (!same) {
      throw new SetException(otherwise);
    }
  }

  /** How many shares there are, and how many it takes. */
  public SetProgress progress() {
    int groupThreshold =
        shares.isEmpty() ? 0 : shares.firstEntry().getValue().set().groupThreshold();
    return new SetProgress(
        groupThreshold,
        byGroup().entrySet().stream()
            .map(
                group ->
                    new SetProgress.Group(
                        group.getKey(),
                        group.getValue().getFirst().memberThreshold(),
                        group.getValue().size()))
            .toList());
  }

  /**
   * Restores the secret, still encrypted, from the shares that belong together, and says which do.
   * With more of them than it takes, wrong ones are found out and do no harm.
   *
   * <p>It takes milliseconds, unless most of the shares are wrong: then up to all combinations of a
   * group's shares are tried, which are 12,870 at most.
   *
   * @throws SetException if there are too few, or if among those that are wrong too few are right
   */
  public Recovery recover() throws SetException {
    SetProgress progress = progress();
    require(!shares.isEmpty(), Kind.NO_SHARES);
    require(progress.groups().size() >= progress.groupThreshold(), Kind.TOO_FEW_GROUPS);
    require(progress.isComplete(), Kind.TOO_FEW_MEMBERS);
    return RecoveryRun.recover(shares.firstEntry().getValue().set(), byGroup());
  }

  /**
   * A share that is not there, from those that are.
   *
   * @param index its place
   * @param threshold its group's
   * @return of which only a record of the set can tell that it is right; the caller closes it
   * @throws SetException if it takes more shares
   */
  public Share missing(ShareIndex index, int threshold) throws SetException {
    require(!shares.isEmpty(), Kind.NO_SHARES);
    return MissingShare.compute(shares.firstEntry().getValue().set(), byGroup(), index, threshold);
  }

  private Collection<Share> members(int group) {
    ShareIndex last = new ShareIndex(group, SetParameters.MOST_SHARES - 1);
    return shares.subMap(new ShareIndex(group, 0), true, last, true).values();
  }

  private SortedMap<Integer, List<Share>> byGroup() {
    return shares.values().stream()
        .collect(
            Collectors.groupingBy(
                share -> share.index().group(), TreeMap::new, Collectors.toList()));
  }

  @Override
  public void close() {
    shares.values().forEach(Share::close);
  }

  @Override
  public String toString() {
    return shares.size() + " shares (secret)";
  }
}
