package org.keyrite.escrow.slip39;

import java.util.Optional;

/**
 * What the first words of a share say, none of it secret: the first two of which set it is, the
 * next two which share of that set.
 *
 * <p>Specification: SLIP-0039, "Format of the share mnemonic".
 *
 * @param identifier as in {@link SetParameters}, like the next two
 * @param place what the third and fourth words say; empty before they are there
 */
public record ShareStart(
    int identifier, boolean extendable, int iterationExponent, Optional<Place> place) {
  private static final int OF_SET = 2;
  private static final int WITH_PLACE = 4;

  /**
   * Which share it is.
   *
   * @param groupThreshold as in {@link SetParameters}, but not checked: it may be above the count
   * @param memberThreshold how many shares of its group restore what the group has
   */
  public record Place(ShareIndex index, int memberThreshold, int groupThreshold, int groupCount) {
    /** Whether there can be such a set, with such a share in it. */
    public boolean isPossible() {
      return groupThreshold <= groupCount && index.group() < groupCount;
    }
  }

  /**
   * Reads as much as is there.
   *
   * @param indexes places in the {@link WordList}
   * @param count how many of them are there
   * @return empty if there are fewer than two
   */
  static Optional<ShareStart> of(int[] indexes, int count) {
    if (count < OF_SET) {
      return Optional.empty();
    }
    int set = indexes[0] << Rs1024.WORD_BITS | indexes[1];
    return Optional.of(
        new ShareStart(
            set >>> 5,
            (set >>> 4 & 1) != 0,
            set & 15,
            count < WITH_PLACE ? Optional.empty() : Optional.of(place(indexes))));
  }

  private static Place place(int[] indexes) {
    int sharing = indexes[2] << Rs1024.WORD_BITS | indexes[3];
    return new Place(
        new ShareIndex(sharing >>> 16, sharing >>> 4 & 15),
        1 + (sharing & 15),
        1 + (sharing >>> 12 & 15),
        1 + (sharing >>> 8 & 15));
  }
}
