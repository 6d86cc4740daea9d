package org.keyrite.escrow;

import java.util.List;
import java.util.Map;
import org.keyrite.fault.Fault;

/** Records that trustees lost their shares, or found them again. */
public final class Losses {
  static final String LOST = "share-lost";
  static final String FOUND = "share-found";

  private Losses() {}

  /**
   * Adds to a set's journal.
   *
   * @param trustees by name
   * @param found whether they found what they had lost
   * @throws org.keyrite.fault.Refused if one of them is not a trustee of the set; then nothing is
   *     recorded
   */
  public static void record(EscrowSet set, List<String> trustees, boolean found) throws Fault {
    for (String trustee : trustees) {
      Reissue.find(set.record(), trustee);
    }
    for (String trustee : trustees) {
      Map<String, Object> facts = EscrowSet.facts(set.record());
      facts.put("trustee", trustee);
      set.add(found ? FOUND : LOST, facts);
    }
    set.save();
  }
}
