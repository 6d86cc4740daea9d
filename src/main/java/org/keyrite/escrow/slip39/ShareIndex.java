package org.keyrite.escrow.slip39;

/**
 * Which share of its set it is. Both count from zero, as in SLIP-0039; the text counts from one, as
 * people do.
 *
 * @param group from 0 to 15
 * @param member of the group, from 0 to 15
 */
public record ShareIndex(int group, int member) implements Comparable<ShareIndex> {
  /** Ranges as above: a value outside of them is a bug of the caller. */
  public ShareIndex {
    if ((group | member) >>> 4 != 0) {
      throw new IllegalArgumentException("no share has this index");
    }
  }

  @Override
  public int compareTo(ShareIndex other) {
    return Integer.compare(group << 4 | member, other.group << 4 | other.member);
  }

  @Override
  public String toString() {
    return "share " + (member + 1) + " of group " + (group + 1);
  }
}
