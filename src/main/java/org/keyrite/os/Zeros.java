package org.keyrite.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.LongConsumer;

/** What files are overwritten with. */
public final class Zeros {
  private static final ByteBuffer SOME = ByteBuffer.wrap(new byte[1 << 16]).asReadOnlyBuffer();

  private Zeros() {}

  /**
   * Overwrites a stretch of a file. Where the file is not in memory, the kernel has them then, and
   * no disk yet.
   *
   * @param from the first byte
   * @param to the first byte that stays as it is
   * @param written is told, after each step, how many bytes it was
   */
  public static void write(FileChannel file, long from, long to, LongConsumer written)
      throws IOException {
    for (long at = from; at < to; ) {
      int length = file.write(SOME.slice(0, (int) Math.min(to - at, SOME.capacity())), at);
      at += length;
      written.accept(length);
    }
  }
}
