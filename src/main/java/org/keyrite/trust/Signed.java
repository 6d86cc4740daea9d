package org.keyrite.trust;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyrite.trust.Condition.Kind;

/** Whether a required party has signed, in words. */
final class Signed {
  private Signed() {}

  /**
   * The condition of a party, with those of the groups in it as parts, and, if it does not hold,
   * what is missing for it.
   */
  static Condition by(Party party, Quorum quorum, List<Condition> missing) {
    List<Condition> parts = new ArrayList<>();
    if (party instanceof Party.Group group) {
      parts(group, quorum, new HashSet<>(), parts);
    }
    boolean met = quorum.has(party);
    if (!met) {
      parts.addAll(missing);
    }
    return new Condition(Kind.SIGNED, met, clause(party, quorum), parts);
  }

  private static void parts(
      Party.Group group, Quorum quorum, Set<String> told, List<Condition> parts) {
    for (Party member : group.members()) {
      if (member instanceof Party.Group inner && told.add(inner.name())) {
        parts.add(new Condition(Kind.SIGNED, quorum.has(inner), clause(inner, quorum)));
        parts(inner, quorum, told, parts);
      }
    }
  }

  private static String clause(Party party, Quorum quorum) {
    return switch (party) {
      case Party.Signer signer ->
          signer.name() + (quorum.has(signer) ? " signed it" : " did not sign it");
      case Party.Group group -> {
        List<Party> members = quorum.members(group);
        String names = members.stream().map(Party::name).collect(Collectors.joining(", "));
        yield group.name()
            + " needs "
            + group.threshold()
            + " of "
            + group.members().size()
            + (members.isEmpty() ? " and has none" : " and has " + members.size() + ": " + names);
      }
    };
  }
}
