package org.keyrite.crypto;

import java.io.FileInputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;

/** The one place random bytes come from: the kernel's generator. */
public final class Randomness {
  private Randomness() {}

  /**
   * Random bytes fit for keys and nonces.
   *
   * @param length how many, in bytes
   * @throws MissingRandomness where the kernel's generator cannot be reached
   */
  public static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    Kernel.SOURCE.nextBytes(bytes);
    return bytes;
  }

  /** The source itself, for the library's padding and blinding. */
  public static SecureRandom source() {
    return Kernel.SOURCE;
  }

  /** Opened on first use: a run that only decrypts needs no randomness and does not wait for it. */
  private static final class Kernel extends SecureRandom {
    private static final long serialVersionUID = 0;
    private static final SecureRandom SOURCE = new Kernel();

    /**
     * What the JDK would look for among its providers would bring all of them into the image, and
     * another generator between the kernel and the keys.
     */
    private Kernel() {
      super(new Device(), null);
    }
  }

  /** Never blocks once the kernel has been seeded. Nothing that it gave is kept. */
  private static final class Device extends SecureRandomSpi {
    private static final long serialVersionUID = 0;

    private final transient FileInputStream device;

    private Device() {
      try {
        device = new FileInputStream("/dev/urandom");
      } catch (IOException e) {
        throw new MissingRandomness(e);
      }
    }

    @Override
    protected void engineNextBytes(byte[] bytes) {
      try {
        if (device.readNBytes(bytes, 0, bytes.length) < bytes.length) {
          throw new IllegalStateException("the kernel's random source has an end");
        }
      } catch (IOException e) {
        throw new IllegalStateException("the kernel's random source cannot be read", e);
      }
    }

    @Override
    protected byte[] engineGenerateSeed(int length) {
      byte[] seed = new byte[length];
      engineNextBytes(seed);
      return seed;
    }

    /** The kernel needs none. */
    @Override
    protected void engineSetSeed(byte[] seed) {}
  }
}
