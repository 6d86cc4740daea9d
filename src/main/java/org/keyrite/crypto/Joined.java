package org.keyrite.crypto;

import java.util.stream.Stream;

/** Bytes one after another. */
public final class Joined {
  private Joined() {}

  /** The parts in one array, which is the only copy that is made of them. */
  public static byte[] of(byte[]... parts) {
    byte[] whole = new byte[Stream.of(parts).mapToInt(part -> part.length).sum()];
    int length = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, length, part.length);
      length += part.length;
    }
    return whole;
  }
}
