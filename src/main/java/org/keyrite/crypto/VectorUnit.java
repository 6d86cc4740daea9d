package org.keyrite.crypto;

/**
 * Whether the program may use vectors of 256 bits.
 *
 * <p>An image learns it while it is built, from the CPU that it is built for: this class is
 * initialized then, and where the answer is no, the vector code is not in the image. (Asking the
 * CPU that it runs on would come too late: compiled for a CPU without AVX2, the code is correct and
 * useless.) On the JVM it is whether the incubating module was added.
 */
final class VectorUnit {
  static final boolean USABLE = isUsable(System.getProperty("keyrite.march"));

  private VectorUnit() {}

  private static boolean isUsable(String march) {
    return march == null
        ? ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        : march.equals("x86-64-v3") || march.equals("x86-64-v4");
  }
}
