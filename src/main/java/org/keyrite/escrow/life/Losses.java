package org.keyrite.escrow.life;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.SetEvent;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Refused;

/** Records that trustees lost their shares, or found them again. */
public final class Losses {
  private Losses() {}

  /**
   * Adds to a set's journal.
   *
   * @param trustees by name; who is named twice is recorded once
   * @param found whether they found what they had lost
   * @throws Refused if one of them is not a trustee of the set, or finds what was not lost; then
   *     nothing is recorded
   */
  public static void record(EscrowSet set, List<String> trustees, boolean found) throws Fault {
    Set<String> named = new LinkedHashSet<>(trustees);
    Set<String> lost = lost(set);
    for (String trustee : named) {
      Reissue.find(set.record(), trustee);
      if (found && !lost.contains(trustee)) {
        throw new Refused(
            "The journal does not say that " + trustee + " lost the share.",
            "Nothing was recorded. Hold a drill to show that a share is there.");
      }
    }
    String id = set.record().set();
    for (String trustee : named) {
      set.add(found ? new SetEvent.ShareFound(id, trustee) : new SetEvent.ShareLost(id, trustee));
    }
    set.save();
  }

  private static Set<String> lost(EscrowSet set) {
    return SetStatus.of(set, set.record().created()).holders().stream()
        .filter(holder -> holder.condition() == SetStatus.Condition.LOST)
        .map(SetStatus.Holder::name)
        .collect(Collectors.toSet());
  }
}
