package org.keyrite.crypto;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** The one place random bytes come from: the kernel's generator, through the JDK. */
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
  static SecureRandom source() {
    return Kernel.SOURCE;
  }

  /** Opened on first use: a run that only decrypts needs no randomness and does not wait for it. */
  private static final class Kernel {
    // By name, because the default depends on a security property that a file can change. This
    // one reads /dev/urandom, which never blocks once the kernel has been seeded.
    private static final SecureRandom SOURCE = open("NativePRNGNonBlocking");

    private static SecureRandom open(String algorithm) {
      try {
        return SecureRandom.getInstance(algorithm);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("this system has no kernel random source", e);
      }
    }
  }
}
