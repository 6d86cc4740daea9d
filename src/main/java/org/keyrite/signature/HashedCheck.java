package org.keyrite.signature;

import java.util.List;
import java.util.function.Function;
import org.keyrite.crypto.hash.RunningHash;

/**
 * A check of one signature over the hash of the bytes.
 *
 * @param hash which has seen nothing yet
 */
record HashedCheck(RunningHash hash, Function<byte[], Finding> judge) implements SignatureCheck {
  @Override
  public void update(byte[] buffer, int offset, int length) {
    hash.update(buffer, offset, length);
  }

  @Override
  public List<Finding> findings() {
    return List.of(judge.apply(hash.finish()));
  }
}
