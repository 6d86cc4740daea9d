package org.keyrite.escrow.slip39;

import java.util.List;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.slip39.ShareException.Kind;

/**
 * One share of a secret, whose words had the right checksum. Whether it belongs to a set, and is
 * the one that its holder was given, only other shares or a record of the set can tell.
 *
 * <p>Specification: SLIP-0039, "Format of the share mnemonic".
 */
public final class Share implements AutoCloseable {
  static final int LEAST_WORDS = 20;

  private static final int HEADER_WORDS = 4;
  private static final int MOST_PADDING = 8;

  private final SetParameters set;
  private final ShareIndex index;
  private final int memberThreshold;
  private final SecretBytes value;

  /** Takes over the value, which is as long as the set says. */
  Share(SetParameters set, ShareIndex index, int memberThreshold, SecretBytes value) {
    if (value.bytes().length != set.length()
        || memberThreshold < 1
        || memberThreshold > SetParameters.MOST_SHARES) {
      throw new IllegalArgumentException("a share cannot be like this");
    }
    this.set = set;
    this.index = index;
    this.memberThreshold = memberThreshold;
    this.value = value;
  }

  /**
   * The share that words make.
   *
   * @param words not kept
   * @throws ShareException if they make none; with {@link Kind#WRONG_CHECKSUM}, {@link
   *     ShareCorrection} may know which of them is wrong
   */
  public static Share decode(ShareWords words) throws ShareException {
    int[] indexes = words.indexes();
    int padding = padding(indexes.length);
    boolean extendable = Rs1024.isExtendable(indexes);
    if (Rs1024.residue(extendable, indexes) != 0) {
      throw new ShareException(Kind.WRONG_CHECKSUM);
    }
    ShareStart start = ShareStart.of(indexes, indexes.length).orElseThrow();
    ShareStart.Place place = start.place().orElseThrow();
    if (place.groupThreshold() > place.groupCount()) {
      throw new ShareException(Kind.GROUP_THRESHOLD_ABOVE_COUNT);
    }
    if (indexes[HEADER_WORDS] >>> (Rs1024.WORD_BITS - padding) != 0) {
      throw new ShareException(Kind.WRONG_PADDING);
    }
    byte[] value = new byte[(valueBits(indexes.length) - padding) / Byte.SIZE];
    for (int i = 0; i < value.length; i++) {
      int bit = padding + i * Byte.SIZE;
      int word = HEADER_WORDS + bit / Rs1024.WORD_BITS;
      int pair = indexes[word] << Rs1024.WORD_BITS | indexes[word + 1];
      value[i] = (byte) (pair >>> shift(bit));
    }
    SetParameters set =
        new SetParameters(
            start.identifier(),
            extendable,
            start.iterationExponent(),
            place.groupThreshold(),
            place.groupCount(),
            value.length);
    return new Share(set, place.index(), place.memberThreshold(), new SecretBytes(value));
  }

  /** The words of this share: 33 for a secret of 32 bytes, 20 for one of 16. */
  public ShareWords words() {
    byte[] bytes = value.bytes();
    int valueWords = (bytes.length * Byte.SIZE + Rs1024.WORD_BITS - 1) / Rs1024.WORD_BITS;
    int[] indexes = new int[HEADER_WORDS + valueWords + Rs1024.CHECKSUM_WORDS];
    int flags = (set.extendable() ? 1 << 4 : 0) | set.iterationExponent();
    put(indexes, 0, set.identifier() << 5 | flags);
    int groups = index.group() << 8 | (set.groupThreshold() - 1) << 4 | (set.groupCount() - 1);
    put(indexes, 2, groups << 8 | index.member() << 4 | (memberThreshold - 1));
    int padding = valueWords * Rs1024.WORD_BITS - bytes.length * Byte.SIZE;
    for (int i = 0; i < bytes.length; i++) {
      int bit = padding + i * Byte.SIZE;
      put(indexes, HEADER_WORDS + bit / Rs1024.WORD_BITS, (bytes[i] & 0xff) << shift(bit));
    }
    int checksum = Rs1024.residue(set.extendable(), indexes);
    int end = indexes.length - Rs1024.CHECKSUM_WORDS;
    put(indexes, end, checksum >>> Rs1024.WORD_BITS);
    put(indexes, end + 1, checksum & (Rs1024.WORDS - 1));
    return ShareWords.of(indexes);
  }

  /** The parameters that it shares with its set. */
  public SetParameters set() {
    return set;
  }

  /** Which share of the set it is. */
  public ShareIndex index() {
    return index;
  }

  /** How many shares of its group restore what the group has; from 1 to 16. */
  public int memberThreshold() {
    return memberThreshold;
  }

  Point point() {
    return new Point(index.member(), value);
  }

  static List<Point> points(List<Share> shares) {
    return shares.stream().map(Share::point).toList();
  }

  /** How far a byte that begins at a bit is shifted up in two words. */
  private static int shift(int bit) {
    return 2 * Rs1024.WORD_BITS - Byte.SIZE - bit % Rs1024.WORD_BITS;
  }

  /** Adds twenty bits to two words. */
  private static void put(int[] indexes, int at, int bits) {
    indexes[at] |= bits >>> Rs1024.WORD_BITS;
    indexes[at + 1] |= bits & (Rs1024.WORDS - 1);
  }

  private static int valueBits(int words) {
    return (words - HEADER_WORDS - Rs1024.CHECKSUM_WORDS) * Rs1024.WORD_BITS;
  }

  /** How many bits precede the value, to fill it up to whole words. */
  private static int padding(int words) throws ShareException {
    if (words < LEAST_WORDS) {
      throw new ShareException(Kind.TOO_SHORT);
    }
    if (words > ShareWords.MOST) {
      throw new ShareException(Kind.TOO_LONG);
    }
    int padding = valueBits(words) % (2 * Byte.SIZE);
    if (padding > MOST_PADDING) {
      throw new ShareException(Kind.IMPOSSIBLE_LENGTH);
    }
    return padding;
  }

  @Override
  public void close() {
    value.close();
  }

  @Override
  public String toString() {
    return index + " of set " + set.identifier() + " (secret)";
  }
}
