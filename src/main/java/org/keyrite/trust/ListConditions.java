package org.keyrite.trust;

import java.util.List;
import org.keyrite.checksum.ChecksumList;
import org.keyrite.checksum.ChecksumList.PassedOver;
import org.keyrite.trust.Condition.Kind;

/** What a list of checksums has to fulfil itself, in words. */
final class ListConditions {
  private static final int MOST_PROBLEMS = 20;

  private ListConditions() {}

  /** Whether it is a list. */
  static Condition of(Examined.Listing listing) {
    return switch (listing) {
      case Examined.Listed listed ->
          new Condition(Kind.LIST, true, "it lists " + files(listed.list()));
      case Examined.NoList none -> new Condition(Kind.LIST, false, "it " + none.clause());
    };
  }

  /** What became of its files. Of those that are not as listed, some are named. */
  static Condition of(ListedFiles.Outcome outcome) {
    int count = outcome.names().size();
    List<String> problems = outcome.problems();
    if (count == 0) {
      return new Condition(Kind.FILES, false, "none of the files that it lists is there");
    }
    if (problems.isEmpty()) {
      return new Condition(Kind.FILES, true, files(count) + " of it: as it lists them");
    }
    return new Condition(
        Kind.FILES,
        false,
        problems.size() + " of " + files(count) + " of it: not as it lists them",
        problems.stream()
            .limit(MOST_PROBLEMS)
            .map(clause -> new Condition(Kind.FILE, false, clause))
            .toList());
  }

  private static String files(int count) {
    return count == 1 ? "1 file" : count + " files";
  }

  private static String files(ChecksumList list) {
    String files = files(list.hashes().size());
    return list.passedOver().equals(PassedOver.NOTHING)
        ? files
        : files + ", and has " + list.passedOver();
  }
}
