package org.keyrite.escrow.set;

import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.escrow.slip39.ShareIndex;

/**
 * What goes onto a trustee's paper: their share, and what the record of the set says.
 *
 * <p>The words are secret, and so is whatever is made of them.
 */
public final class PaperShare {
  private final SetRecord record;
  private final Share share;

  /** A share of a set; it stays the caller's, who closes it. */
  public PaperShare(SetRecord record, Share share) {
    this.record = record;
    this.share = share;
  }

  /** The set: its name, environment, recipient, date, groups and trustees. */
  public SetRecord record() {
    return record;
  }

  /** Which share it is. */
  public ShareIndex index() {
    return share.index();
  }

  /** Who gets it. */
  public String trustee() {
    return record.policy().trustee(index()).name();
  }

  /** The group that they are of. */
  public EscrowPolicy.Group group() {
    return record.policy().group(index());
  }

  /** The share itself, which stays whose it is. */
  public Share share() {
    return share;
  }

  @Override
  public String toString() {
    return "the paper of " + trustee() + " (secret)";
  }
}
