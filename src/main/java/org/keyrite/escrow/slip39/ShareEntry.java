package org.keyrite.escrow.slip39;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.keyrite.escrow.slip39.ShareException.Kind;

/** A share while it is typed: word by word, with the way back. */
public final class ShareEntry implements AutoCloseable {
  private final int[] indexes = new int[ShareWords.MOST];
  private final OptionalInt length;
  private int count;
  private int at;
  private boolean inserting;

  /**
   * A word that is not in the list.
   *
   * @param problem says which, and why
   * @param suggestions words that may have been meant, by places in the {@link WordList}
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by no one
  public record Misspelling(ShareException problem, int[] suggestions) {}

  /**
   * Begins a share.
   *
   * @param length how many words it has, if that is known
   */
  public ShareEntry(OptionalInt length) {
    this.length = length;
  }

  /** Which word is to be typed, counted from one. */
  public int number() {
    return at + 1;
  }

  /** Whether all words are there. */
  public boolean isComplete() {
    return at == count && count == (length.isPresent() ? length.getAsInt() : ShareWords.MOST);
  }

  /**
   * Takes the words of a line, most often one. No more than one is taken in the place of another or
   * between others.
   *
   * @param line in ASCII, neither kept nor changed
   * @return the first word that is not in the list; the words before it were taken, the rest not
   */
  public Optional<Misspelling> type(byte[] line) {
    boolean mending = at < count;
    int from = ShareWords.skip(line, 0, true);
    while (from < line.length && !isComplete() && !(mending && at == count)) {
      int to = ShareWords.skip(line, from, false);
      OptionalInt index = WordList.indexOf(line, from, to);
      if (index.isEmpty()) {
        return Optional.of(misspelling(line, from, to));
      }
      put(index.getAsInt());
      from = ShareWords.skip(line, to, true);
    }
    return from < line.length
        ? Optional.of(new Misspelling(new ShareException(Kind.SURPLUS_WORDS), new int[0]))
        : Optional.empty();
  }

  private Misspelling misspelling(byte[] line, int from, int to) {
    Kind kind = ShareWords.problem(line, from, to);
    byte[] word = Arrays.copyOfRange(line, from, to);
    int[] suggestions = kind == Kind.UNKNOWN_WORD ? WordList.suggestions(word) : new int[0];
    Arrays.fill(word, (byte) 0);
    return new Misspelling(new ShareException(kind, number()), suggestions);
  }

  private void put(int index) {
    if (inserting) {
      System.arraycopy(indexes, at, indexes, at + 1, count - at);
      count++;
    }
    indexes[at] = index;
    // A word that was typed again leaves the others as they are.
    count = Math.max(count, at + 1);
    goOn();
  }

  /** The next word is the one after the last. */
  private void goOn() {
    at = count;
    inserting = false;
  }

  /** Takes the last word back, if there is one; or leaves one that was to be mended as it is. */
  public void back() {
    if (count > 0 && at == count) {
      count--;
      indexes[count] = 0;
    }
    goOn();
  }

  /**
   * Has one word typed again.
   *
   * @return whether there is such a word
   */
  public boolean again(int number) {
    if (number < 1 || number > count) {
      return false;
    }
    at = number - 1;
    return true;
  }

  /**
   * Has one word more typed, before another.
   *
   * @return whether there is such a word, and room for one more
   */
  public boolean insertBefore(int number) {
    int most = length.orElse(ShareWords.MOST);
    if (count >= most || number > count + 1 || number < 1) {
      return false;
    }
    at = number - 1;
    inserting = at < count;
    return true;
  }

  /**
   * Takes one word out; the next is the one after the last.
   *
   * @return whether there is such a word
   */
  public boolean remove(int number) {
    if (number < 1 || number > count) {
      return false;
    }
    System.arraycopy(indexes, number, indexes, number - 1, count - number);
    count--;
    indexes[count] = 0;
    goOn();
    return true;
  }

  /** How many words there are. */
  public int count() {
    return count;
  }

  /** What the first of them say of the share; empty before there are two. */
  public Optional<ShareStart> start() {
    return ShareStart.of(indexes, count);
  }

  /** The words so far, which the caller closes. */
  public ShareWords words() {
    return ShareWords.of(Arrays.copyOf(indexes, count));
  }

  @Override
  public void close() {
    Arrays.fill(indexes, 0);
  }

  @Override
  public String toString() {
    return count + " words (secret)";
  }
}
