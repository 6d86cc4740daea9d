package org.keyrite.crypto;

import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import org.keyrite.os.KernelRandom;

/** The one place random bytes come from: the kernel's generator. */
public final class Randomness {
  private Randomness() {}

  /**
   * Random bytes fit for keys and nonces.
   *
   * @param length how many, in bytes
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

  /** For the library, which knows it by this type. */
  private static final class Kernel extends SecureRandom {
    private static final long serialVersionUID = 0;
    private static final SecureRandom SOURCE = new Kernel();

    /**
     * What the JDK would look for among its providers would bring all of them into the image, and
     * another generator between the kernel and the keys.
     */
    private Kernel() {
      super(new Source(), null);
    }
  }

  /** Nothing that the kernel gave is kept. */
  private static final class Source extends SecureRandomSpi {
    private static final long serialVersionUID = 0;

    @Override
    protected void engineNextBytes(byte[] bytes) {
      KernelRandom.fill(bytes);
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
