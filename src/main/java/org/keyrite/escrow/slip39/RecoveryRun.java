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
import org.keyrite.escrow.slip39.Recovery.Standing;
import org.keyrite.escrow.slip39.SetException.Kind;

/**
 * The way from shares to the secret, which looks for those that belong together: first within each
 * group, then among the groups. Once the secret is known, so is what each group must give, and the
 * shares of groups that are one short of complete can be judged, too.
 */
final class RecoveryRun implements AutoCloseable {
  private final SetParameters set;
  private final SortedMap<Integer, List<Share>> groups;

  /** What the groups give whose shares agree. */
  private final List<Point> given = new ArrayList<>();

  private RecoveryRun(SetParameters set, SortedMap<Integer, List<Share>> groups) {
    this.set = set;
    this.groups = groups;
  }

  static Recovery recover(SetParameters set, SortedMap<Integer, List<Share>> groups)
      throws SetException {
    try (RecoveryRun run = new RecoveryRun(set, groups)) {
      return run.recover();
    }
  }

  private Recovery recover() throws SetException {
    for (Map.Entry<Integer, List<Share>> group : groups.entrySet()) {
      agreeing(points(group.getValue()), threshold(group.getValue()))
          .map(points -> Point.interpolate(SecretSharing.SECRET, points))
          .ifPresent(secret -> given.add(new Point(group.getKey(), secret)));
    }
    if (given.size() < set.groupThreshold()) {
      throw new SetException(Kind.MEMBERS_DISAGREE);
    }
    List<Point> agreeing =
        agreeing(trusted(), set.groupThreshold())
            .orElseThrow(() -> new SetException(Kind.GROUPS_DISAGREE));
    Map<ShareIndex, Standing> standings = new TreeMap<>();
    boolean confirmed =
        set.groupThreshold() > 1 || agreeing.stream().anyMatch(group -> hasDigest(group.x()));
    groups.forEach(
        (index, shares) ->
            standings.putAll(confirmed ? judge(index, shares, agreeing) : undecided(shares)));
    return new Recovery(set, Point.interpolate(SecretSharing.SECRET, agreeing), standings);
  }

  /** Where one group is enough, there is no digest among them, and those that have one go first. */
  private List<Point> trusted() {
    List<Point> confirmed = given.stream().filter(group -> hasDigest(group.x())).toList();
    return set.groupThreshold() > 1 || confirmed.isEmpty() ? given : confirmed;
  }

  private boolean hasDigest(int group) {
    return threshold(groups.get(group)) > 1;
  }

  /** The first points that determine the polynomial, if there are enough that belong together. */
  private static Optional<List<Point>> agreeing(List<Point> points, int threshold) {
    if (threshold == 1) {
      List<Point> first = points.subList(0, 1);
      boolean same = points.stream().allMatch(point -> point.isOn(first));
      return Optional.of(first).filter(_ -> same);
    }
    return subsets(points, threshold).filter(SecretSharing::belongTogether).findFirst();
  }

  private static Map<ShareIndex, Standing> judge(
      int group, List<Share> shares, List<Point> agreeing) {
    Map<ShareIndex, Standing> standings = new TreeMap<>();
    try (Point expected = new Point(SecretSharing.SECRET, Point.interpolate(group, agreeing))) {
      List<Point> points = points(shares);
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
        .filter(SecretSharing::belongTogether)
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

  private static List<Point> points(List<Share> shares) {
    return shares.stream().map(Share::point).toList();
  }

  private static int threshold(List<Share> shares) {
    return shares.getFirst().memberThreshold();
  }

  @Override
  public void close() {
    given.forEach(Point::close);
  }
}
