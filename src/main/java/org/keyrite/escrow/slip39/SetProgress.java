package org.keyrite.escrow.slip39;

import java.util.List;

/**
 * How many shares of a set are there, by group. That there are enough does not say that they are
 * good.
 *
 * @param groupThreshold how many groups must be complete; zero as long as there is no share
 * @param groups those of which there is a share, in order
 */
public record SetProgress(int groupThreshold, List<Group> groups) {
  /**
   * The shares of a group.
   *
   * @param index from 0 to 15
   * @param threshold how many it takes
   * @param present how many there are
   */
  public record Group(int index, int threshold, int present) {
    /** Whether there are enough. */
    public boolean isComplete() {
      return present >= threshold;
    }
  }

  /** Takes a copy of the list. */
  public SetProgress {
    groups = List.copyOf(groups);
  }

  /** How many groups are complete. */
  public int completeGroups() {
    return (int) groups.stream().filter(Group::isComplete).count();
  }

  /** Whether enough groups are complete. */
  public boolean isComplete() {
    return groupThreshold > 0 && completeGroups() >= groupThreshold;
  }
}
