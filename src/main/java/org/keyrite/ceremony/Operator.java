package org.keyrite.ceremony;

import java.util.List;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.machine.Leftover;
import org.keyrite.machine.control.Preflight;
import org.keyrite.trust.VerifiedArtifact;

/** The person, or the script, that holds a ceremony: sees each step, and can stop it. */
public interface Operator {
  /** Is shown the result of preflight, whether or not the ceremony goes on. */
  void sees(List<Preflight.Check> checks);

  /**
   * Is shown what was just done.
   *
   * @param step one word for it, such as {@code verified}
   * @param lines what there is to know, each a line of its own
   */
  void sees(String step, String... lines);

  /**
   * Decides about a workspace that a killed run has left. If it stays, there is no ceremony.
   *
   * @return whether to wipe it now
   */
  boolean allowsWiping(Leftover leftover);

  /**
   * Decides at the last moment at which nothing has been made.
   *
   * @return whether the recipients' fingerprints are the right ones, and the key is to be made
   */
  boolean confirms(Plan plan, VerifiedArtifact generator);

  /** How the decision is made, for the record: {@code at the terminal}, or by nobody. */
  String confirmation();
}
