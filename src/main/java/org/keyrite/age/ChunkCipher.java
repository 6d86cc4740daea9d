package org.keyrite.age;

import java.nio.ByteBuffer;
import org.keyrite.age.header.AgeException.PayloadFailure;

/** What is done to the chunks of a payload: to each of them alone, in any order, on any thread. */
sealed interface ChunkCipher permits ChunkSealer, ChunkOpener {
  /**
   * The length that every chunk has before it but the final one, which may be shorter, in bytes.
   */
  int lengthBefore();

  /** The length that a full chunk has after it, in bytes. */
  int lengthAfter();

  /**
   * Adds what comes of a chunk to the output.
   *
   * @param chunk the chunk's number, from zero
   * @param last whether the file ends with it
   * @param output has an array, and room for the chunk
   * @throws PayloadFailure if nothing may follow; what is in the output by then may be used
   */
  void apply(long chunk, boolean last, byte[] input, int from, int length, ByteBuffer output)
      throws PayloadFailure;
}
