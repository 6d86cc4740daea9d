package org.keyrite.escrow.set;

import java.util.Optional;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.escrow.slip39.ShareCorrection;
import org.keyrite.escrow.slip39.ShareException;

/**
 * Whether a share is whole and is one that was given out: all that its holder can learn alone, and
 * nothing is learned of the secret.
 */
public final class ShareCheck {
  private static final String OTHER_SET =
      "bring the share of this set, or the escrow.json of the share's set";

  private ShareCheck() {}

  /**
   * Checks a share against the record of its set.
   *
   * @param text not closed
   * @return the share, which the caller closes
   * @throws ShareProblem if it is not whole, not of this set, or not the one that was given out
   */
  public static Share check(SetRecord record, ShareText text) throws ShareProblem {
    Optional<String> environment = text.environment();
    if (environment.isPresent() && !environment.get().equals(record.environment())) {
      throw new ShareProblem(
          "the share is for " + environment.get() + ", and the set is for " + record.environment(),
          "bring the shares of one environment; they are never mixed",
          Optional.empty());
    }
    Share share = decode(text);
    try {
      check(record, share);
      return share;
    } catch (ShareProblem e) {
      share.close();
      throw e;
    }
  }

  /** The share that the words of a text make. */
  static Share decode(ShareText text) throws ShareProblem {
    try {
      return Share.decode(text.words());
    } catch (ShareException e) {
      throw new ShareProblem(e, ShareCorrection.suspects(text.words()));
    }
  }

  private static void check(SetRecord record, Share share) throws ShareProblem {
    EscrowPolicy policy = record.policy();
    if (share.set().identifier() != record.identifier()) {
      throw new ShareProblem(
          "the share is of another set than this record", OTHER_SET, Optional.empty());
    }
    if (!policy.has(share.index())) {
      throw new ShareProblem(
          "the share is none of those in this record", OTHER_SET, Optional.empty());
    }
    if (!record.commitment(share.index()).isTo(share)) {
      throw new ShareProblem(
          "the share is not the one that "
              + policy.trustee(share.index()).name()
              + " was given: it was changed or forged, or is of another set",
          "leave it out, and find out where it comes from",
          Optional.of(share.index()));
    }
    if (share.set().groupThreshold() != policy.groupThreshold()
        || share.set().groupCount() != policy.groups().size()
        || share.memberThreshold() != policy.group(share.index()).threshold()) {
      throw new ShareProblem(
          "the share is the one that was given out, and the record says that it takes other"
              + " numbers of shares or groups: the record was changed",
          "take another copy of it; every trustee has one",
          Optional.empty());
    }
  }
}
