package org.keyrite.escrow.slip39;

import java.util.OptionalInt;

/**
 * Words are not those of a share. The message is one sentence and {@link #advice} another; neither
 * repeats a word, which may be right and would be part of a secret.
 */
public final class ShareException extends Exception {
  private static final long serialVersionUID = 1L;

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
        "it was damaged or forged when it was made");

    private final String sentence;
    private final String advice;

    Kind(String sentence, String advice) {
      this.sentence = sentence;
      this.advice = advice;
    }
  }

  private final Kind kind;
  private final int number;

  ShareException(Kind kind) {
    super(kind.sentence);
    this.kind = kind;
    this.number = 0;
  }

  /** The same, about one word, counted from one. */
  ShareException(Kind kind, int number) {
    super("word " + number + " " + kind.sentence);
    this.kind = kind;
    this.number = number;
  }

  /** What is wrong. */
  public Kind kind() {
    return kind;
  }

  /** Which word, counted from one, if it is one. */
  public OptionalInt wordNumber() {
    return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** What a person can do about it. */
  public String advice() {
    return kind.advice;
  }
}
