package org.keyrite.escrow.slip39;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.slip39.ShareException.Kind;

/**
 * A secret that shares gave, still encrypted, if only with the empty passphrase; and for each
 * share, whether it fits.
 *
 * <p>The shares that belong together are looked for within each group, then among the groups. Once
 * the secret is known, so is what each group must give, and the shares of groups that are one short
 * of complete can be judged, too.
 *
 * <p>That shares belong together does not show that the secret is the right one: who makes all of
 * them makes a secret of their choice. Compare it with what is known of it from elsewhere.
 */
public final class Recovery implements AutoCloseable {
  private final SetParameters set;
  private final SecretBytes encrypted;
  private final SortedMap<ShareIndex, Standing> standings;

  /** Whether a share fits the others. */
  public enum Standing {
    /** It fits the digest of the others that fit. */
    GOOD,
    /** It does not. */
    FAULTY,
    /**
     * There are too few shares of its group to tell; or it is a secret of its own, whose threshold
     * is one, and there is no digest.
     */
    UNDECIDED
  }

  private Recovery(
      SetParameters set, SecretBytes encrypted, SortedMap<ShareIndex, Standing> standings) {
    this.set = set;
    this.encrypted = encrypted;
    this.standings = standings;
  }

  /**
   * Looks for the shares that belong together.
   *
   * @param groups enough of them have as many shares as they take
   */
  static Recovery of(SetParameters set, SortedMap<Integer, List<Share>> groups)
      throws ShareException {
    List<Point> given = new ArrayList<>();
    try {
      for (Map.Entry<Integer, List<Share>> group : groups.entrySet()) {
        agreeing(Share.points(group.getValue()), threshold(group.getValue()))
            .map(points -> Point.interpolate(Point.SECRET, points))
            .ifPresent(secret -> given.add(new Point(group.getKey(), secret)));
      }
      if (given.size() < set.groupThreshold()) {
        throw new ShareException(Kind.MEMBERS_DISAGREE);
      }
      // Where one group is enough, there is no digest among them: those that have one go first.
      List<Point> digested =
          given.stream().filter(group -> threshold(groups.get(group.x())) > 1).toList();
      boolean among = set.groupThreshold() > 1;
      List<Point> agreeing =
          agreeing(among || digested.isEmpty() ? given : digested, set.groupThreshold())
              .orElseThrow(() -> new ShareException(Kind.GROUPS_DISAGREE));
      boolean confirmed = among || digested.contains(agreeing.getFirst());
      SortedMap<ShareIndex, Standing> standings = new TreeMap<>();
      groups.forEach(
          (index, shares) ->
              standings.putAll(confirmed ? judge(index, shares, agreeing) : undecided(shares)));
      return new Recovery(set, Point.interpolate(Point.SECRET, agreeing), standings);
    } finally {
      given.forEach(Point::close);
    }
  }

  /** The first points that determine the polynomial, if there are enough that belong together. */
  private static Optional<List<Point>> agreeing(List<Point> points, int threshold) {
    if (threshold == 1) {
      List<Point> first = points.subList(0, 1);
      boolean same = points.stream().allMatch(point -> point.isOn(first));
      return Optional.of(first).filter(_ -> same);
    }
    return subsets(points, threshold).filter(Point::belongTogether).findFirst();
  }

  private static Map<ShareIndex, Standing> judge(
      int group, List<Share> shares, List<Point> agreeing) {
    Map<ShareIndex, Standing> standings = new TreeMap<>();
    try (Point expected = new Point(Point.SECRET, Point.interpolate(group, agreeing))) {
      List<Point> points = Share.points(shares);
      Optional<List<Point>> right = through(expected, points, threshold(shares));
      Optional<List<Point>> wrong =
          right.isPresent() ? Optional.empty() : agreeing(points, threshold(shares));
      shares.forEach(share -> standings.put(share.index(), standing(share, right, wrong)));
    }
    return standings;
  }

  private static Map<ShareIndex, Standing> undecided(List<Share> shares) {
    return shares.stream().collect(Collectors.toMap(Share::index, _ -> Standing.UNDECIDED));
  }

  /** By the polynomial on which the group's shares must be, or else by the one they are on. */
  private static Standing standing(
      Share share, Optional<List<Point>> right, Optional<List<Point>> wrong) {
    if (right.isPresent()) {
      return share.point().isOn(right.get()) ? Standing.GOOD : Standing.FAULTY;
    }
    boolean faulty = share.memberThreshold() == 2 || wrong.filter(share.point()::isOn).isPresent();
    return faulty ? Standing.FAULTY : Standing.UNDECIDED;
  }

  /** The polynomial through what the group must give and all but one of the shares it takes. */
  private static Optional<List<Point>> through(Point expected, List<Point> points, int threshold) {
    if (threshold == 1) {
      return Optional.of(List.of(expected));
    }
    return subsets(points, threshold - 1)
        .map(subset -> Stream.concat(subset.stream(), Stream.of(expected)).toList())
        .filter(Point::belongTogether)
        .findFirst();
  }

  /** At most 16 points; at most 12,870 subsets. */
  private static Stream<List<Point>> subsets(List<Point> points, int size) {
    return IntStream.range(0, 1 << points.size())
        .filter(mask -> Integer.bitCount(mask) == size)
        .mapToObj(
            mask ->
                IntStream.range(0, points.size())
                    .filter(i -> (mask >>> i & 1) != 0)
                    .mapToObj(points::get)
                    .toList());
  }

  private static int threshold(List<Share> shares) {
    return shares.getFirst().memberThreshold();
  }

  /** Whether each share that was there fits. */
  public SortedMap<ShareIndex, Standing> standings() {
    return new TreeMap<>(standings);
  }

  /**
   * The secret of a set that has no passphrase. It takes 10,000 × 2<sup>exponent</sup> hashes of
   * the set's iteration exponent: a few milliseconds at 0, some minutes at 15.
   */
  public SecretBytes decrypt() {
    try (SecretBytes none = new SecretBytes(new byte[0])) {
      return MasterSecret.decrypt(encrypted, none, set);
    }
  }

  /**
   * The secret under a passphrase; another, if it is not the right one. Time as above.
   *
   * @param passphrase printable ASCII
   * @throws ShareException if it is not
   */
  public SecretBytes decrypt(SecretBytes passphrase) throws ShareException {
    for (byte character : passphrase.bytes()) {
      if (character < ' ' || character > '~') {
        throw new ShareException(Kind.FOREIGN_PASSPHRASE);
      }
    }
    return MasterSecret.decrypt(encrypted, passphrase, set);
  }

  /** Whether both give the same secret. */
  public boolean isSameAs(Recovery other) {
    return set.equals(other.set) && encrypted.isSameAs(other.encrypted);
  }

  @Override
  public void close() {
    encrypted.close();
  }

  @Override
  public String toString() {
    return "the secret of set " + set.identifier() + " (secret)";
  }
}
