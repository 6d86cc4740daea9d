package org.keyrite.os;

import org.graalvm.nativeimage.StackValue;

/** Questions about terminals, and about what is in a terminal's place. */
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

  /**
   * Whether the file descriptor leads to another program: whether it is a pipe or a socket.
   *
   * @return false on a JVM
   */
  public static boolean isPipe(int fileDescriptor) {
    if (!Image.isNative()) {
      return false;
    }
    LibC.Stat found = StackValue.get(LibC.Stat.class);
    if (LibC.fstat(fileDescriptor, found) != 0) {
      return false;
    }
    int type = found.mode() & LibC.fileTypeMask();
    return type == LibC.pipe() || type == LibC.socket();
  }

  /**
   * How wide the terminal is at this moment, in characters.
   *
   * @return 0 if it does not say, and on a JVM
   */
  public static int columns(int fileDescriptor) {
    if (!Image.isNative()) {
      return 0;
    }
    LibC.WindowSize size = StackValue.get(LibC.WindowSize.class);
    return LibC.ioctl(fileDescriptor, LibC.windowSize(), size) == 0 ? size.columns() & 0xffff : 0;
  }

  /**
   * Whether the terminal is this process's at this moment: a shell that has started or sent it into
   * the background has taken the terminal back. Where there is no such shell, it is.
   *
   * @return false on a JVM
   */
  public static boolean isInForeground(int fileDescriptor) {
    if (!Image.isNative()) {
      return false;
    }
    int group = LibC.tcgetpgrp(fileDescriptor);
    return group < 0 || group == LibC.getpgrp();
  }
}
