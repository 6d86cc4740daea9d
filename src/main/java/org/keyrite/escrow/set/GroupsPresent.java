package org.keyrite.escrow.set;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.slip39.ShareSet;

/** How many of each group's shares are there, in words for those who wait. */
final class GroupsPresent {
  private GroupsPresent() {}

  /**
   * Such as "operators 2 of 2 ok, directors 0 of 1".
   *
   * @param policy that knows the groups by name; without one, they have numbers, and those of which
   *     nothing is there are unknown
   */
  static String inWords(ShareSet shares, Optional<EscrowPolicy> policy) {
    List<ShareSet.Present> there = shares.present();
    if (policy.isPresent()) {
      return inWords(there, policy.get());
    }
    int takes = shares.groupThreshold();
    return there.isEmpty()
        ? "no share yet"
        : there.stream()
                .map(group -> group.inWords("group " + (group.group() + 1)))
                .collect(Collectors.joining(", "))
            + ("; it takes " + takes + (takes == 1 ? " group" : " groups"));
  }

  private static String inWords(List<ShareSet.Present> there, EscrowPolicy policy) {
    List<EscrowPolicy.Group> groups = policy.groups();
    String each =
        IntStream.range(0, groups.size())
            .mapToObj(number -> group(number, there, groups).inWords(groups.get(number).name()))
            .collect(Collectors.joining(", "));
    return policy.groupThreshold() == groups.size()
        ? each
        : each + "; it takes " + policy.groupThreshold() + " of these groups";
  }

  private static ShareSet.Present group(
      int number, List<ShareSet.Present> there, List<EscrowPolicy.Group> groups) {
    return there.stream()
        .filter(group -> group.group() == number)
        .findFirst()
        .orElse(new ShareSet.Present(number, groups.get(number).threshold(), 0));
  }
}
