package org.keyrite.signature;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A check of one Ed25519 signature over the bytes themselves, which have to be kept for it: they go
 * into the middle of what Ed25519 hashes.
 */
final class WholeCheck implements SignatureCheck {
  /**
   * In bytes, twice of which can be needed for a moment: more than any list of checksums and any
   * program that is signed so, and little enough for every machine that holds ceremonies.
   */
  static final int MOST_BYTES = 256 << 20;

  private final List<NumberedKey> keys;
  private final byte[] signature;
  private final Function<NumberedKey, Finding> whenGood;
  private final int mostBytes;
  private byte[] message = new byte[1 << 16];
  private int length;
  private boolean tooLong;

  /**
   * A check that has seen nothing yet.
   *
   * @param keys at least one: those that have the number in the signature
   * @param whenGood what to say of the one that made it
   * @param mostBytes usually {@link #MOST_BYTES}
   */
  WholeCheck(
      List<NumberedKey> keys,
      byte[] signature,
      Function<NumberedKey, Finding> whenGood,
      int mostBytes) {
    this.keys = keys;
    this.signature = signature;
    this.whenGood = whenGood;
    this.mostBytes = mostBytes;
  }

  @Override
  public void update(byte[] buffer, int offset, int count) {
    tooLong |= count > mostBytes - length;
    if (tooLong) {
      message = new byte[0];
      return;
    }
    if (count > message.length - length) {
      long doubled = Math.max(2L * message.length, (long) length + count);
      message = Arrays.copyOf(message, (int) Math.min(mostBytes, doubled));
    }
    System.arraycopy(buffer, offset, message, length, count);
    length += count;
  }

  @Override
  public List<Finding> findings() {
    if (tooLong) {
      String sentence =
          "It is over the whole of a file of more than "
              + (mostBytes >> 20)
              + " MiB, which would have to be kept in memory.";
      return List.of(
          new Finding.Rejected(
              Optional.of(keys.getFirst().name()), Rejection.UNSUPPORTED, sentence));
    }
    return List.of(
        keys.stream()
            .filter(key -> key.ed25519().verifies(message, length, signature))
            .findFirst()
            .map(whenGood)
            .orElseGet(keys.getFirst()::notTheseBytes));
  }
}
