package org.keyrite.os;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.graalvm.nativeimage.PinnedObject;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunction.Transition;
import org.graalvm.word.PointerBase;
import org.graalvm.word.SignedWord;
import org.graalvm.word.UnsignedWord;
import org.graalvm.word.WordFactory;

/**
 * The kernel's generator of random bytes, which is asked without a file ({@code getrandom(2)}): a
 * chroot or a rescue shell may have no {@code /dev/urandom}. A JVM reads that.
 */
public final class KernelRandom {
  /** In bytes: what the kernel gives in one piece, whatever signals come. */
  private static final int ONE_PIECE = 256;

  private KernelRandom() {}

  /** Fills an array. Waits until the kernel has been seeded, once in a machine's run. */
  public static void fill(byte[] bytes) {
    if (!Image.isNative()) {
      read(bytes);
      return;
    }
    try (PinnedObject pinned = PinnedObject.create(bytes)) {
      for (int from = 0; from < bytes.length; from += ONE_PIECE) {
        int length = Math.min(ONE_PIECE, bytes.length - from);
        while (getrandom(pinned.addressOfArrayElement(from), WordFactory.unsigned(length), 0)
                .rawValue()
            != length) {
          if (LibC.errno() != FileCalls.eintr()) {
            throw new IllegalStateException("the kernel gives no random bytes");
          }
        }
      }
    }
  }

  private static void read(byte[] bytes) {
    try (InputStream device = new FileInputStream("/dev/urandom")) {
      if (device.readNBytes(bytes, 0, bytes.length) < bytes.length) {
        throw new IllegalStateException("the kernel's random source has an end");
      }
    } catch (IOException e) {
      throw new IllegalStateException("the kernel's random source cannot be read", e);
    }
  }

  @CFunction(transition = Transition.NO_TRANSITION)
  private static native SignedWord getrandom(PointerBase bytes, UnsignedWord length, int flags);
}
