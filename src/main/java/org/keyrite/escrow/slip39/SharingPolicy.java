package org.keyrite.escrow.slip39;

import java.util.List;
import java.util.Optional;

/**
 * Who restores a secret: some of the groups, and in each of them some of its members (SLIP-0039,
 * "Two-level scheme").
 *
 * @param groupThreshold how many groups it takes
 * @param groups all of them, in order; at most 16
 */
public record SharingPolicy(int groupThreshold, List<Group> groups) {
  /**
   * A group.
   *
   * @param threshold how many of its members it takes
   * @param members how many it has, at most 16; only one if the threshold is one
   */
  public record Group(int threshold, int members) {}

  /** For a policy that has no {@link #problem}; any other is a bug of the caller. */
  public SharingPolicy {
    groups = List.copyOf(groups);
    problem(groupThreshold, groups)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
  }

  /**
   * Why there can be no such policy: one sentence, without a full stop. Empty if there can be.
   *
   * <p>A group of several members of which each is enough would hold copies of one share. Whoever
   * wants that gives a copy to each; whoever does not is kept from a mistake.
   */
  public static Optional<String> problem(int groupThreshold, List<Group> groups) {
    if (groups.isEmpty() || groups.size() > SetParameters.MOST_SHARES) {
      return Optional.of("there must be from 1 to 16 groups, not " + groups.size());
    }
    if (groupThreshold < 1 || groupThreshold > groups.size()) {
      return Optional.of(
          "the group threshold must be from 1 to the number of groups, which is " + groups.size());
    }
    for (int i = 0; i < groups.size(); i++) {
      Optional<String> problem = problem(groups.get(i));
      if (problem.isPresent()) {
        return Optional.of("group " + (i + 1) + " " + problem.get());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> problem(Group group) {
    if (group.members < 1 || group.members > SetParameters.MOST_SHARES) {
      return Optional.of("must have from 1 to 16 members, not " + group.members);
    }
    if (group.threshold < 1 || group.threshold > group.members) {
      return Optional.of(
          "must have a threshold from 1 to the number of its members, which is " + group.members);
    }
    if (group.threshold == 1 && group.members > 1) {
      return Optional.of("has a threshold of 1, so it must have one member, not " + group.members);
    }
    return Optional.empty();
  }
}
