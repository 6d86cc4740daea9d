package org.keyrite.age;

import java.nio.ByteBuffer;
import org.keyrite.crypto.sealing.PayloadKey;

/** Encrypts chunks. */
final class ChunkSealer implements ChunkCipher {
  private final PayloadKey key;

  ChunkSealer(PayloadKey key) {
    this.key = key;
  }

  @Override
  public int lengthBefore() {
    return PayloadKey.CHUNK_LENGTH;
  }

  @Override
  public int lengthAfter() {
    return PayloadKey.CHUNK_LENGTH + PayloadKey.OVERHEAD;
  }

  @Override
  public void apply(
      long chunk, boolean last, byte[] input, int from, int length, ByteBuffer output) {
    int to = output.position();
    key.seal(chunk, last, input, from, length, output.array(), output.arrayOffset() + to);
    output.position(to + length + PayloadKey.OVERHEAD);
  }
}
