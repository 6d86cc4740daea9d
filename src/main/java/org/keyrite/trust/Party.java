package org.keyrite.trust;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.keyrite.signature.KeyName;

/** Whoever a policy can require: a person, or a number of others. */
public sealed interface Party {
  /** What the policy calls it; no other party has that name. */
  String name();

  /** The people it consists of, each once, in the policy's order. */
  Set<Signer> signers();

  /**
   * A person, or a machine that signs.
   *
   * @param keys at least one; however many of them sign, the signer counts once
   */
  record Signer(String name, List<KeyName> keys) implements Party {
    public Signer {
      keys = List.copyOf(keys);
    }

    @Override
    public Set<Signer> signers() {
      return Set.of(this);
    }
  }

  /**
   * A number of parties, some of which are needed.
   *
   * <p>Where two or more are needed, no signer is in two of its members: one person would stand for
   * two.
   *
   * @param members at least one
   * @param threshold how many of them are needed: from 1 to all
   * @param tolerant whether, where enough of them have signed, another's signature of other bytes
   *     does no harm
   * @param signers the people in it, worked out once: groups may share groups, and walking through
   *     all ways to a person could take for ever
   */
  record Group(
      String name, List<Party> members, int threshold, boolean tolerant, Set<Signer> signers)
      implements Party {
    public Group {
      members = List.copyOf(members);
      if (threshold < 1 || threshold > members.size()) {
        throw new IllegalArgumentException("no such threshold: " + threshold);
      }
    }

    /** A group with the signers of its members. */
    public static Group of(String name, List<Party> members, int threshold, boolean tolerant) {
      Set<Signer> signers = new LinkedHashSet<>();
      members.forEach(member -> signers.addAll(member.signers()));
      return new Group(name, members, threshold, tolerant, signers);
    }
  }
}
