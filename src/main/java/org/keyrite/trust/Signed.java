package org.keyrite.trust;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyrite.trust.Condition.Kind;

/**
 * Whether a required party has signed, in words.
 *
 * @param quorum who has
 * @param voids why a signature of somebody who has not counts for nothing
 */
record Signed(Quorum quorum, Map<Party.Signer, String> voids) {
  /**
   * The condition of a party, with those of the groups in it as parts, and, if it does not hold,
   * who could make it hold, and what is missing for it.
   */
  Condition by(Party party, List<Condition> missing) {
    List<Condition> parts = new ArrayList<>();
    boolean met = quorum.has(party);
    if (!met) {
      lacking(party).ifPresent(parts::add);
    }
    if (party instanceof Party.Group group) {
      parts(group, !met, new HashSet<>(), parts);
    }
    if (!met) {
      parts.addAll(missing);
    }
    return new Condition(Kind.SIGNED, met, clause(party, quorum), parts);
  }

  /** Who would do, for people to ask; of an inner group, its own line says that. */
  private Optional<Condition> lacking(Party party) {
    String clause =
        switch (party) {
          case Party.Signer signer ->
              voids.containsKey(signer) ? "its signature is void: " + voids.get(signer) : "";
          case Party.Group group -> {
            int more = group.threshold() - quorum.members(group).size();
            String others =
                group.members().stream()
                    .filter(member -> !quorum.has(member))
                    .map(this::lackingMember)
                    .collect(Collectors.joining(", "));
            yield "it takes " + more + " more of " + others;
          }
        };
    return clause.isEmpty()
        ? Optional.empty()
        : Optional.of(new Condition(Kind.LACKING, false, clause));
  }

  private String lackingMember(Party party) {
    return switch (party) {
      case Party.Signer signer ->
          signer.name()
              + (voids.containsKey(signer)
                  ? " (void: " + voids.get(signer) + ")"
                  : " (no signature)");
      case Party.Group group -> group.name();
    };
  }

  private void parts(Party.Group group, boolean wanted, Set<String> told, List<Condition> parts) {
    for (Party member : group.members()) {
      if (member instanceof Party.Group inner && told.add(inner.name())) {
        boolean met = quorum.has(inner);
        parts.add(new Condition(Kind.SIGNED, met, clause(inner, quorum)));
        if (wanted && !met) {
          lacking(inner).ifPresent(parts::add);
        }
        parts(inner, wanted && !met, told, parts);
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
