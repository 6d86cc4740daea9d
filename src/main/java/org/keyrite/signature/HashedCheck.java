package org.keyrite.signature;

import java.util.List;
import java.util.function.Function;
import org.keyrite.crypto.hash.RunningHash;
import org.keyrite.crypto.hash.StrongHash;

/** A check of one signature over the hash of the bytes. */
final class HashedCheck implements SignatureCheck {
  private final RunningHash hash;
  private final Function<byte[], Finding> judge;

  HashedCheck(StrongHash algorithm, Function<byte[], Finding> judge) {
    this.hash = algorithm.begin();
    this.judge = judge;
  }

  @Override
  public void update(byte[] buffer, int offset, int length) {
    hash.update(buffer, offset, length);
  }

  @Override
  public List<Finding> findings() {
    return List.of(judge.apply(hash.finish()));
  }
}
