package org.keyrite.trust;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who has what a policy asks for, when these people have signed. */
final class Quorum {
  private final Set<Party.Signer> present;

  /** Each group is looked at once, in however many others it is. */
  private final Map<String, Boolean> known = new HashMap<>();

  Quorum(Set<Party.Signer> present) {
    this.present = Set.copyOf(present);
  }

  /** Whether the signer signed, or as many of the group's members as it needs have. */
  boolean has(Party party) {
    return switch (party) {
      case Party.Signer signer -> present.contains(signer);
      case Party.Group group -> {
        Boolean answer = known.get(group.name());
        if (answer == null) {
          answer = members(group).size() >= group.threshold();
          known.put(group.name(), answer);
        }
        yield answer;
      }
    };
  }

  /** The members of a group that have what they need themselves. */
  List<Party> members(Party.Group group) {
    return group.members().stream().filter(this::has).toList();
  }
}
