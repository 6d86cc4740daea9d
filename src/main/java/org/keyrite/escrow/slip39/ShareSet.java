package org.keyrite.escrow.slip39;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.keyrite.crypto.Randomness;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.slip39.ShareException.Kind;

/**
 * Shares of one set: all of them when a secret has been split, those at hand when it is restored.
 * They are the set's own, and closed with it.
 *
 * <p>Specification: SLIP-0039, "Generating and combining the shares".
 */
public final class ShareSet implements AutoCloseable {
  private final NavigableMap<ShareIndex, Share> shares = new TreeMap<>();

  /**
   * The shares of a group that are there.
   *
   * @param group from 0 to 15
   * @param threshold how many it takes
   * @param count how many there are
   */
  public record Present(int group, int threshold, int count) {
    /** Whether there are enough. */
    public boolean isComplete() {
      return count >= threshold;
    }

    /** How many of how many are there, behind the group's name. */
    public String inWords(String name) {
      return name + " " + count + " of " + threshold + (isComplete() ? " ok" : "");
    }
  }

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
      for (Point group : Point.split(set.groupThreshold(), set.groupCount(), encrypted, random)) {
        result.split(group, groups.get(group.x()), set, random);
        group.close();
      }
    }
    return result;
  }

  private void split(
      Point group, SharingPolicy.Group policy, SetParameters set, IntFunction<byte[]> random) {
    for (Point member : Point.split(policy.threshold(), policy.members(), group.y(), random)) {
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
   * @throws ShareException if it cannot be of the same set; nothing has changed then
   */
  public boolean add(Share share) throws ShareException {
    if (!shares.isEmpty()) {
      requireSame(set(), share.set());
    }
    for (Share other : members(share.index().group())) {
      if (other.memberThreshold() != share.memberThreshold()) {
        throw new ShareException(Kind.OTHER_MEMBER_THRESHOLD);
      }
    }
    Share same = shares.putIfAbsent(share.index(), share);
    if (same != null && !same.point().y().isSameAs(share.point().y())) {
      throw new ShareException(Kind.CONFLICT);
    }
    return same == null;
  }

  private static void requireSame(SetParameters set, SetParameters other) throws ShareException {
    require(set.identifier() == other.identifier(), Kind.OTHER_IDENTIFIER);
    require(set.extendable() == other.extendable(), Kind.OTHER_EXTENDABLE);
    require(set.iterationExponent() == other.iterationExponent(), Kind.OTHER_ITERATION_EXPONENT);
    require(set.groupThreshold() == other.groupThreshold(), Kind.OTHER_GROUP_THRESHOLD);
    require(set.groupCount() == other.groupCount(), Kind.OTHER_GROUP_COUNT);
    require(set.length() == other.length(), Kind.OTHER_LENGTH);
  }

  private static void require(boolean same, Kind otherwise) throws ShareException {
    if (!same) {
      throw new ShareException(otherwise);
    }
  }

  /** How many groups must be complete; zero until there is a share. */
  public int groupThreshold() {
    return shares.isEmpty() ? 0 : set().groupThreshold();
  }

  /** The groups of which there are shares, in order. */
  public List<Present> present() {
    return byGroup().values().stream()
        .map(
            group ->
                new Present(
                    group.getFirst().index().group(),
                    group.getFirst().memberThreshold(),
                    group.size()))
        .toList();
  }

  /** Whether there are enough shares; that does not say that they are good. */
  public boolean isComplete() {
    return !shares.isEmpty()
        && present().stream().filter(Present::isComplete).count() >= groupThreshold();
  }

  /**
   * Restores the secret, still encrypted, from the shares that belong together, and says which do.
   * With more of them than it takes, wrong ones are found out and do no harm.
   *
   * <p>It takes milliseconds, unless most of the shares are wrong: then up to all combinations of a
   * group's shares are tried, which are 12,870 at most.
   *
   * @throws ShareException if there are too few, or if among those that are wrong too few are right
   */
  public Recovery recover() throws ShareException {
    require(!shares.isEmpty(), Kind.NO_SHARES);
    require(present().size() >= groupThreshold(), Kind.TOO_FEW_GROUPS);
    require(isComplete(), Kind.TOO_FEW_MEMBERS);
    return Recovery.of(set(), byGroup());
  }

  /**
   * A share that is not there, from those that are: it is the value of its group's polynomial at
   * its place, and what a group must give is a value of the groups' polynomial. The secret is
   * computed in neither case.
   *
   * <p>Digests are not looked at: the result has to be compared with what is known of the share.
   *
   * @param index its place
   * @param threshold its group's
   * @return which the caller closes
   * @throws ShareException if it takes more shares
   */
  public Share missing(ShareIndex index, int threshold) throws ShareException {
    require(!shares.isEmpty(), Kind.NO_SHARES);
    List<Point> points =
        new ArrayList<>(Share.points(byGroup().getOrDefault(index.group(), List.of())));
    Optional<Point> given = points.size() >= threshold ? Optional.empty() : given(index.group());
    try {
      given.ifPresent(points::add);
      require(points.size() >= threshold, Kind.TOO_FEW_MEMBERS);
      SecretBytes value = Point.interpolate(index.member(), points.subList(0, threshold));
      return new Share(set(), index, threshold, value);
    } finally {
      given.ifPresent(Point::close);
    }
  }

  /** The point that a group must give, if enough of the others are complete. */
  private Optional<Point> given(int group) {
    List<Point> others = new ArrayList<>();
    for (Map.Entry<Integer, List<Share>> other : byGroup().entrySet()) {
      int threshold = other.getValue().getFirst().memberThreshold();
      if (other.getKey() != group
          && other.getValue().size() >= threshold
          && others.size() < set().groupThreshold()) {
        List<Point> members = Share.points(other.getValue()).subList(0, threshold);
        others.add(new Point(other.getKey(), Point.interpolate(Point.SECRET, members)));
      }
    }
    try {
      return others.size() < set().groupThreshold()
          ? Optional.empty()
          : Optional.of(new Point(Point.SECRET, Point.interpolate(group, others)));
    } finally {
      others.forEach(Point::close);
    }
  }

  /** The parameters of the set, by its first share. */
  private SetParameters set() {
    return shares.firstEntry().getValue().set();
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
