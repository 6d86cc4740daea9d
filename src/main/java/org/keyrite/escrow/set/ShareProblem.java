package org.keyrite.escrow.set;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keyrite.escrow.slip39.ShareCorrection.DoubledWord;
import org.keyrite.escrow.slip39.ShareCorrection.LeftOutWord;
import org.keyrite.escrow.slip39.ShareCorrection.Suspect;
import org.keyrite.escrow.slip39.ShareCorrection.SwappedWords;
import org.keyrite.escrow.slip39.ShareCorrection.WrongWord;
import org.keyrite.escrow.slip39.ShareException;
import org.keyrite.escrow.slip39.ShareIndex;

/**
 * Why a share that somebody brought is not taken. The message is a clause that follows whatever
 * names the share, {@link #advice} another; neither has a word of a share in it.
 */
public final class ShareProblem extends Exception {
  private static final long serialVersionUID = 1L;

  private static final int MOST_SUSPECTS = 3;

  private final String advice;
  private final transient Optional<ShareIndex> holder;

  /**
   * A share that cannot be taken.
   *
   * @param holder whose it claims to be, where the record knows such a share
   */
  public ShareProblem(String clause, String advice, Optional<ShareIndex> holder) {
    super(clause);
    this.advice = advice;
    this.holder = holder;
  }

  ShareProblem(String clause, String advice) {
    this(clause, advice, Optional.empty());
  }

  /**
   * Words that are not a share's, or a share that does not go with those that are there.
   *
   * @param suspects the places to look at first, the likeliest before others
   */
  public ShareProblem(ShareException cause, List<Suspect> suspects) {
    super(cause.getMessage() + likely(suspects), cause);
    this.advice = cause.advice();
    this.holder = Optional.empty();
  }

  /** Tells a person how to go on. */
  public String advice() {
    return advice;
  }

  /** Whose share it claims to be, where the record of the set knows such a share. */
  public Optional<ShareIndex> holder() {
    return holder;
  }

  /** The places to look at first. */
  private static String likely(List<Suspect> suspects) {
    return suspects.isEmpty()
        ? ""
        : suspects.stream()
            .limit(MOST_SUSPECTS)
            .map(ShareProblem::inWords)
            .collect(Collectors.joining(", or ", "; look first at ", ""));
  }

  private static String inWords(Suspect suspect) {
    return switch (suspect) {
      case WrongWord word -> "word " + word.number();
      case SwappedWords swapped ->
          "words "
              + swapped.firstNumber()
              + " and "
              + (swapped.firstNumber() + 1)
              + ", which may have changed places";
      case LeftOutWord leftOut ->
          "the place of word "
              + leftOut.number()
              + ", where one may have been left out: +"
              + leftOut.number()
              + " puts it in";
      case DoubledWord doubled -> "word " + doubled.number() + ", which may be there twice";
    };
  }
}
