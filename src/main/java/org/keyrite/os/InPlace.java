package org.keyrite.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;
import org.graalvm.nativeimage.PinnedObject;
import org.graalvm.nativeimage.c.type.CTypeConversion;

/**
 * Has the kernel read and write a Java array where it is. An array can move while the kernel is at
 * work, so Java copies everything by way of memory that cannot; here the array is held in its
 * place. In the native executable only ({@link Image#isNative}).
 */
public final class InPlace {
  private InPlace() {}

  /**
   * Reads at least one byte if the length is not 0.
   *
   * @return how many, or -1 at the end
   */
  public static int read(ReadableByteChannel channel, byte[] bytes, int offset, int length)
      throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    try (PinnedObject pinned = PinnedObject.create(bytes)) {
      return channel.read(view(pinned, offset, length));
    }
  }

  /** Writes all of it. */
  public static void write(WritableByteChannel channel, byte[] bytes, int offset, int length)
      throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return;
    }
    try (PinnedObject pinned = PinnedObject.create(bytes)) {
      ByteBuffer view = view(pinned, offset, length);
      while (view.hasRemaining()) {
        channel.write(view);
      }
    }
  }

  private static ByteBuffer view(PinnedObject pinned, int offset, int length) {
    return CTypeConversion.asByteBuffer(pinned.addressOfArrayElement(offset), length);
  }
}
