package org.keyrite.escrow.life;

import java.util.Map;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.SetEvent;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.escrow.slip39.ShareIndex;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Refused;
import org.keyrite.journal.Journal;

/**
 * Records that trustees have their shares and can open them, by the code that each says: 80 bits
 * that only who has the share can compute.
 */
public final class Confirmations {
  private Confirmations() {}

  /**
   * Adds to a set's journal.
   *
   * @param codes by the trustees' names
   * @throws Refused if one of them is not a trustee of the set, or has a share of which others may
   *     know the code
   * @throws Denied if a code is not the one of the trustee's share; then nothing is recorded
   */
  public static void record(EscrowSet set, Map<String, String> codes) throws Fault {
    SetRecord record = set.record();
    for (Map.Entry<String, String> code : codes.entrySet()) {
      String trustee = code.getKey();
      ShareIndex index = Reissue.find(record, trustee);
      requireOpen(set, trustee);
      if (!record.commitment(index).isConfirmedBy(code.getValue())) {
        throw new Denied(
            "This is not the code of the share of " + trustee + ".",
            "Nothing was recorded. Have "
                + trustee
                + " read it again, from keyrite escrow check --confirm with this record.");
      }
    }
    codes.keySet().forEach(name -> set.add(new SetEvent.ShareConfirmed(record.set(), name)));
    set.save();
  }

  /** Who has had the share before can say its code without it. */
  private static void requireOpen(EscrowSet set, String trustee) throws Refused {
    for (Journal.Entry<SetEvent> entry : set.journal().entries()) {
      boolean isKnown =
          switch (entry.event()) {
            case SetEvent.ShareReissued e -> e.trustee().equals(trustee);
            case SetEvent.ShareLost e -> e.trustee().equals(trustee);
            case SetEvent.DrillHeld e -> e.faulty().contains(trustee);
            default -> false;
          };
      if (isKnown) {
        throw new Refused(
            "The share of "
                + trustee
                + " was lost, wrong or reissued since it was made: others may know its code.",
            "Nothing was recorded. Hold a drill with it instead.");
      }
    }
  }
}
