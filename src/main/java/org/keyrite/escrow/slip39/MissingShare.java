package org.keyrite.escrow.slip39;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.slip39.SetException.Kind;

/**
 * A share of a set that is not there, computed from others: it is the value of its group's
 * polynomial at its place, and what a group must give is a value of the groups' polynomial. The
 * secret is computed in neither case.
 *
 * <p>Digests are not looked at: the result has to be compared with what is known of the share.
 */
final class MissingShare {
  private MissingShare() {}

  static Share compute(
      SetParameters set, SortedMap<Integer, List<Share>> groups, ShareIndex index, int threshold)
      throws SetException {
    List<Point> points = new ArrayList<>(points(groups.getOrDefault(index.group(), List.of())));
    Optional<Point> given =
        points.size() >= threshold ? Optional.empty() : given(set, groups, index.group());
    try {
      given.ifPresent(points::add);
      if (points.size() < threshold) {
        throw new SetException(Kind.TOO_FEW_MEMBERS);
      }
      SecretBytes value = Point.interpolate(index.member(), points.subList(0, threshold));
      return new Share(set, index, threshold, value);
    } finally {
      given.ifPresent(Point::close);
    }
  }

  /** What a group must give, if enough of the others are complete. */
  private static Optional<Point> given(
      SetParameters set, SortedMap<Integer, List<Share>> groups, int group) {
    List<Point> others = new ArrayList<>();
    for (Map.Entry<Integer, List<Share>> other : groups.entrySet()) {
      int threshold = other.getValue().getFirst().memberThreshold();
      if (other.getKey() != group
          && other.getValue().size() >= threshold
          && others.size() < set.groupThreshold()) {
        List<Point> members = points(other.getValue()).subList(0, threshold);
        others.add(new Point(other.getKey(), Point.interpolate(SecretSharing.SECRET, members)));
      }
    }
    try {
      return others.size() < set.groupThreshold()
          ? Optional.empty()
          : Optional.of(new Point(SecretSharing.SECRET, Point.interpolate(group, others)));
    } finally {
      others.forEach(Point::close);
    }
  }

  private static List<Point> points(List<Share> shares) {
    return shares.stream().map(Share::point).toList();
  }
}
