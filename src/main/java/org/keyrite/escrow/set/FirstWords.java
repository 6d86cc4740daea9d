package org.keyrite.escrow.set;

import java.util.Collection;
import java.util.Optional;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.slip39.SetParameters;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.escrow.slip39.ShareIndex;
import org.keyrite.escrow.slip39.ShareStart;

/**
 * Judges a share by its first words, so that nobody types 33 of one that is not taken in the end.
 */
final class FirstWords {
  private FirstWords() {}

  /**
   * What is wrong with it.
   *
   * @param record of the set that it must be of, if there is one
   * @param present the shares that are there, all of one set
   */
  static Optional<String> trouble(
      ShareStart start, Optional<SetRecord> record, Collection<Share> present) {
    if (record.isPresent() && start.identifier() != record.get().identifier()) {
      return Optional.of("these words are of another set than this record's");
    }
    if (!present.stream().allMatch(share -> isOfSameSet(start, share.set()))) {
      return Optional.of("these words are of another set than the shares that are here");
    }
    return start.place().flatMap(place -> trouble(place, record, present));
  }

  private static Optional<String> trouble(
      ShareStart.Place place, Optional<SetRecord> record, Collection<Share> present) {
    if (!record.map(set -> has(set.policy(), place)).orElse(place.isPossible())
        || !present.stream().allMatch(share -> fits(place, share))) {
      return Optional.of("this set has no such share");
    }
    ShareIndex index = place.index();
    return present.stream().anyMatch(share -> share.index().equals(index))
        ? Optional.of(
            "it was there already: "
                + record.map(set -> set.holder(index)).orElseGet(index::toString))
        : Optional.empty();
  }

  private static boolean isOfSameSet(ShareStart start, SetParameters set) {
    return start.identifier() == set.identifier()
        && start.extendable() == set.extendable()
        && start.iterationExponent() == set.iterationExponent();
  }

  private static boolean has(EscrowPolicy policy, ShareStart.Place place) {
    return policy.has(place.index())
        && place.groupThreshold() == policy.groupThreshold()
        && place.groupCount() == policy.groups().size()
        && place.memberThreshold() == policy.group(place.index()).threshold();
  }

  private static boolean fits(ShareStart.Place place, Share other) {
    return place.groupThreshold() == other.set().groupThreshold()
        && place.groupCount() == other.set().groupCount()
        && (place.index().group() != other.index().group()
            || place.memberThreshold() == other.memberThreshold());
  }
}
