package org.keyrite.age;

import java.nio.ByteBuffer;
import org.keyrite.age.header.AgeException.PayloadFailure;
import org.keyrite.crypto.sealing.PayloadKey;

/** Decrypts chunks. Its output holds nothing that it has not authenticated. */
final class ChunkOpener implements ChunkCipher {
  private final PayloadKey key;

  ChunkOpener(PayloadKey key) {
    this.key = key;
  }

  @Override
  public int lengthBefore() {
    return PayloadKey.CHUNK_LENGTH + PayloadKey.OVERHEAD;
  }

  @Override
  public int lengthAfter() {
    return PayloadKey.CHUNK_LENGTH;
  }

  @Override
  public void apply(long chunk, boolean last, byte[] input, int from, int length, ByteBuffer output)
      throws PayloadFailure {
    if (length < PayloadKey.OVERHEAD) {
      throw new PayloadFailure("the file ends before its last chunk does");
    }
    if (length == PayloadKey.OVERHEAD && chunk > 0) {
      // The specification gives a payload one form only: this one should have ended a chunk ago.
      throw new PayloadFailure("the last chunk is empty");
    }
    if (open(chunk, last, input, from, length, output)) {
      return;
    }
    // A full chunk may be authentic and still not belong here, at the end or before it. It was
    // meant to be read, so it is; what follows, or does not, is the failure.
    if (length == lengthBefore() && open(chunk, !last, input, from, length, output)) {
      throw new PayloadFailure(
          last ? "the file ends before its last chunk" : "there is more after the last chunk");
    }
    throw new PayloadFailure(
        "failed to decrypt and authenticate payload chunk: it was changed, moved or cut short");
  }

  private boolean open(
      long chunk, boolean last, byte[] input, int from, int length, ByteBuffer output) {
    int to = output.position();
    boolean opened =
        key.open(chunk, last, input, from, length, output.array(), output.arrayOffset() + to);
    output.position(opened ? to + length - PayloadKey.OVERHEAD : to);
    return opened;
  }
}
