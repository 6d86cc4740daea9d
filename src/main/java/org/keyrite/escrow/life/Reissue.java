package org.keyrite.escrow.life;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.keyrite.age.Recipient;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.PaperKits;
import org.keyrite.escrow.set.SetEvent;
import org.keyrite.escrow.set.SetPlace;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.escrow.set.SetWriter;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.escrow.slip39.ShareIndex;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import org.keyrite.files.NewFolder;

/**
 * Gives a trustee their lost share again, computed from others of the set: the same words, so that
 * the record stays true. The share that was lost works as well as before; only a rotation ends it.
 *
 * <p>The set goes on in the new folder, with the record as it is now and the journal so far. The
 * old journal says so in its last line.
 *
 * @param target the folder for the share, the record and the journal
 */
public record Reissue(EscrowSet set, NewSet target) {
  /**
   * Asks for what can be known before anybody brings a share.
   *
   * @param trustee as for {@link #make}
   * @param recipient as for {@link #make}
   * @throws Fault if the share would have no holder or no place, or the journal cannot be written
   */
  public void requirePossible(String trustee, Optional<Recipient> recipient) throws Fault {
    requireNobodyElses(find(set.record(), trustee), recipient);
    target.requireFree();
    if (recipient.isEmpty()) {
      kits().requirePlace();
    }
    set.requireWritable();
  }

  /**
   * Reissues a share.
   *
   * @param gathering has enough other shares
   * @param trustee whose share it is
   * @param recipient whom it is encrypted to from now on; empty for paper
   * @return the record, which names the recipient
   * @throws Refused if there is no such trustee
   * @throws org.keyrite.fault.Denied if the shares are not enough
   * @throws Failed if it cannot be written
   */
  public SetRecord make(Gathering gathering, String trustee, Optional<Recipient> recipient)
      throws Fault {
    ShareIndex index = find(set.record(), trustee);
    requireNobodyElses(index, recipient);
    SetRecord record = set.record().with(index, recipient);
    List<String> by = gathering.holders();
    try (Share share = gathering.reissue(index);
        NewFolder folder = target.begin()) {
      if (recipient.isPresent()) {
        SetWriter.seal(record, share, SetPlace.of(folder)).close();
      } else {
        kits().print(record, share).close();
      }
      SetWriter.writeRecord(record, SetPlace.of(folder));
      set.catchUp();
      set.add(
          new SetEvent.ShareReissued(record.set(), trustee, by, recipient.map(Object::toString)));
      folder.write(EscrowSet.JOURNAL, set.journal().bytes());
      // In the old journal alone: there are two now, and what happens from now on is for the new.
      set.add(new SetEvent.Continued(record.set(), target.name()));
      target.publish(folder, set);
      return record;
    } catch (IOException e) {
      throw new Failed(
          "The share could not be written: " + Reason.of(e) + ".",
          "Make room, or name another place with --out, and begin again.",
          e);
    }
  }

  private void requireNobodyElses(ShareIndex index, Optional<Recipient> recipient) throws Refused {
    EscrowPolicy policy = set.record().policy();
    if (recipient.isPresent() && recipient.get().toString().equals(set.record().recipient())) {
      throw new Refused(
          "This is the recipient of the shared identity itself.",
          "Nobody could open the share: give the trustee's own recipient.");
    }
    for (ShareIndex other : policy.indexes()) {
      if (recipient.isPresent()
          && !other.equals(index)
          && policy.trustee(other).recipient().equals(recipient)) {
        throw new Refused(
            "This is the recipient of " + policy.trustee(other).name() + ", who has another share.",
            "One person with two shares undoes the threshold: give the trustee's own recipient.");
      }
    }
  }

  private PaperKits kits() throws Refused {
    return target
        .kits()
        .orElseThrow(
            () ->
                new Refused(
                    "There is no folder for the recovery sheet.",
                    "Name a tmpfs folder for it with --kits, or a recipient with --to."));
  }

  /**
   * The place of a trustee's share.
   *
   * @throws Refused if no trustee has that name
   */
  public static ShareIndex find(SetRecord record, String trustee) throws Refused {
    return record
        .policy()
        .find(trustee)
        .orElseThrow(
            () ->
                new Refused(
                    "There is no trustee '" + trustee + "' in this set.",
                    "Its trustees are " + String.join(", ", record.policy().names()) + "."));
  }
}
