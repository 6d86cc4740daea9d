package org.keyrite.os;

/** Questions about terminals. */
public final class Tty {
  private Tty() {}

  /**
   * Whether the file descriptor is a terminal ({@code isatty(3)}).
   *
   * @param fileDescriptor 0 for standard input, 1 for output, 2 for errors
   * @return false on a JVM, where it cannot be asked
   */
  public static boolean isTerminal(int fileDescriptor) {
    return Image.isNative() && LibC.isatty(fileDescriptor) == 1;
  }
}
