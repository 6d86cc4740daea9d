package org.keyrite.escrow.slip39;

/**
 * Words are not those of a share, or shares do not give a secret together. The message is one
 * clause and {@link #advice} another; neither repeats a word, which may be right and would be part
 * of a secret.
 */
public final class ShareException extends Exception {
  private static final long serialVersionUID = 1L;

  private static final String ANOTHER_SET = "the share is of another set: it has another ";
  private static final String LEAVE_OUT = "leave it out; all shares must be of one set";
  private static final String ADD = "add more shares";
  private static final String FORGED = "a share is wrong, or was forged";
  private static final String COMPARE = "compare them with the share, word for word";

  /** What is wrong. */
  public enum Kind {
    /** There are fewer than 20 words, which no share has. */
    TOO_SHORT("the share has fewer than 20 words", COMPARE),
    /** There are more than 1023 words. */
    TOO_LONG("the share has more than 1023 words", "give one share at a time"),
    /** No secret makes a share of so many words. */
    IMPOSSIBLE_LENGTH(
        "a word is missing or one too many: no share has this number of words", COMPARE),
    /** A line has more words than there are places for: those before were taken. */
    SURPLUS_WORDS(
        "the line has more words than were asked for",
        "type those that were not taken by themselves"),
    /** A word is not in the list, nor the beginning of one with at least four letters. */
    UNKNOWN_WORD("is not in the list of words", "look for a slip of the pen or the finger"),
    /** A word has a digit. */
    NUMBER("has a digit", "leave out the numbers of words and lines"),
    /**
     * A word has a character that is not a letter of the English alphabet, though it may look so.
     */
    FOREIGN_CHARACTER(
        "has a character that is not an English letter",
        "write its plain letters alone, without accents, commas and full stops"),
    /** At least one word is wrong, or some are not in their places. */
    WRONG_CHECKSUM("the words are not right, or not in the right order", COMPARE),
    /** The checksum fits, but bits that must be zero are not: no conforming program wrote this. */
    WRONG_PADDING(
        "the share has bits that no secret has", "it was damaged or forged when it was made"),
    /** More groups are asked for than there are: no conforming program wrote this. */
    GROUP_THRESHOLD_ABOVE_COUNT(
        "the share asks for more groups than there are",
        "it was damaged or forged when it was made"),
    /** There is no share at all. */
    NO_SHARES("there is no share", ADD),
    /** The sets' random numbers differ. */
    OTHER_IDENTIFIER(ANOTHER_SET + "identifier", LEAVE_OUT),
    /** One set is extendable and the other is not. */
    OTHER_EXTENDABLE(ANOTHER_SET + "extendable flag", LEAVE_OUT),
    /** The passphrase was hashed more often, or less. */
    OTHER_ITERATION_EXPONENT(ANOTHER_SET + "iteration exponent", LEAVE_OUT),
    /** Another number of groups is needed. */
    OTHER_GROUP_THRESHOLD(ANOTHER_SET + "group threshold", LEAVE_OUT),
    /** There are more groups, or fewer. */
    OTHER_GROUP_COUNT(ANOTHER_SET + "number of groups", LEAVE_OUT),
    /** The secret is longer, or shorter. */
    OTHER_LENGTH(ANOTHER_SET + "length", LEAVE_OUT),
    /** Shares of one group say that they need different numbers of shares. */
    OTHER_MEMBER_THRESHOLD("the share has another threshold than others of its group", LEAVE_OUT),
    /** Two shares claim the same place in the set, but are not the same. */
    CONFLICT(
        "another share with the same number was given before, and it is not the same",
        "one of the two is of another set, or forged"),
    /** Shares are missing from groups of which there is none. */
    TOO_FEW_GROUPS("there are shares of too few groups", ADD),
    /** Shares are missing from groups of which there are some. */
    TOO_FEW_MEMBERS("there are too few shares of a group", ADD),
    /** There are enough shares of a group, but its digest fits none of their combinations. */
    MEMBERS_DISAGREE(
        "the shares of a group do not belong together",
        FORGED + "; with one more good share of the group it can be told which"),
    /** The groups are in order, but their digest fits none of their combinations. */
    GROUPS_DISAGREE(
        "the groups do not belong together",
        FORGED + "; with one more good group it can be told which"),
    /** SLIP-0039 allows the characters from space to tilde. */
    FOREIGN_PASSPHRASE(
        "the passphrase has a character that is not printable ASCII",
        "type it as it was when the shares were made");

    private final String sentence;
    private final String advice;

    Kind(String sentence, String advice) {
      this.sentence = sentence;
      this.advice = advice;
    }
  }

  private final Kind kind;

  ShareException(Kind kind) {
    super(kind.sentence);
    this.kind = kind;
  }

  /** The same, about one word, counted from one. */
  ShareException(Kind kind, int number) {
    super("word " + number + " " + kind.sentence);
    this.kind = kind;
  }

  /** What is wrong. */
  public Kind kind() {
    return kind;
  }

  /** What a person can do about it. */
  public String advice() {
    return kind.advice;
  }
}
