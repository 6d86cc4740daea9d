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

  /** The reason. */
  public enum Kind {
    TOO_SHORT("the share has fewer than 20 words", COMPARE),
    TOO_LONG("the share has more than 1023 words", "give one share at a time"),
    IMPOSSIBLE_LENGTH(
        "a word is missing or one too many: no share has this number of words", COMPARE),
    /** A line has more words than there are places for: those before were taken. */
    SURPLUS_WORDS(
        "the line has more words than were asked for", "type the others in a line of their own"),
    /** A word is not in the list, nor the beginning of one with at least four letters. */
    UNKNOWN_WORD("is not in the list of words", "check how it is spelt"),
    NUMBER("has a digit", "leave out the numbers of words and lines"),
    FOREIGN_CHARACTER(
        "has a character that is not an English letter",
        "write its plain letters alone, without accents, commas and full stops"),
    WRONG_CHECKSUM("a word is wrong, or in the wrong place", COMPARE),
    /** The checksum fits, but bits that must be zero are not: no conforming program wrote this. */
    WRONG_PADDING(
        "the share has bits that no secret has", "it was damaged or forged when it was made"),
    /** More groups are asked for than there are: no conforming program wrote this. */
    GROUP_THRESHOLD_ABOVE_COUNT(
        "the share asks for more groups than there are",
        "it was damaged or forged when it was made"),
    NO_SHARES("there is no share", ADD),
    OTHER_IDENTIFIER(ANOTHER_SET + "identifier", LEAVE_OUT),
    OTHER_EXTENDABLE(ANOTHER_SET + "extendable flag", LEAVE_OUT),
    OTHER_ITERATION_EXPONENT(ANOTHER_SET + "iteration exponent", LEAVE_OUT),
    OTHER_GROUP_THRESHOLD(ANOTHER_SET + "group threshold", LEAVE_OUT),
    OTHER_GROUP_COUNT(ANOTHER_SET + "number of groups", LEAVE_OUT),
    OTHER_LENGTH(ANOTHER_SET + "length", LEAVE_OUT),
    OTHER_MEMBER_THRESHOLD("the share has another threshold than others of its group", LEAVE_OUT),
    /** Two shares claim the same place in the set, but are not the same. */
    CONFLICT(
        "another share with the same number was given before, and it is not the same",
        "one of the two is of another set, or forged"),
    /** Groups are missing altogether. */
    TOO_FEW_GROUPS("there are shares of too few groups", ADD),
    /** Groups are there, but not complete. */
    TOO_FEW_MEMBERS("there are too few shares of a group", ADD),
    MEMBERS_DISAGREE(
        "the shares of a group do not belong together",
        FORGED + "; with one more good share of the group it can be told which"),
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

  /** The reason. */
  public Kind kind() {
    return kind;
  }

  /** Tells a person how to go on. */
  public String advice() {
    return kind.advice;
  }
}
