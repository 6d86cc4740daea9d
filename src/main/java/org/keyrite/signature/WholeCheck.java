package org.keyrite.signature;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A check of one Ed25519 signature over the bytes themselves, which have to be kept for it: they go
 * into the middle of what Ed25519 hashes.
 */
final class WholeCheck implements SignatureCheck {
  private final List<NumberedKey> keys;
  private final byte[] signature;
  private final Function<NumberedKey, Finding> whenGood;
  private final WholeMessage message;
  private long position;

  /**
   * A check that has seen nothing yet.
   *
   * @param keys at least one: those that have the number in the signature
   * @param whenGood what to say of the one that made it
   * @param message where the bytes are kept, perhaps together with other checks
   */
  WholeCheck(
      List<NumberedKey> keys,
      byte[] signature,
      Function<NumberedKey, Finding> whenGood,
      WholeMessage message) {
    this.keys = keys;
    this.signature = signature;
    this.whenGood = whenGood;
    this.message = message;
  }

  @Override
  public void update(byte[] buffer, int offset, int count) {
    message.add(position, buffer, offset, count);
    position += count;
  }

  @Override
  public List<Finding> findings() {
    if (message.isTooLong()) {
      String sentence =
          "It is over the whole of a file of more than "
              + (message.mostBytes() >> 20)
              + " MiB, which would have to be kept in memory.";
      return List.of(
          new Finding.Rejected(
              Optional.of(keys.getFirst().name()), Rejection.UNSUPPORTED, sentence));
    }
    return List.of(
        keys.stream()
            .filter(key -> key.ed25519().verifies(message.bytes(), message.length(), signature))
            .findFirst()
            .map(whenGood)
            .orElseGet(keys.getFirst()::notTheseBytes));
  }
}
