package org.keyrite.os;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.graalvm.nativeimage.StackValue;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.nativeimage.c.type.CTypeConversion.CCharPointerHolder;

/** Where a person sits, and questions about terminals and about what is in a terminal's place. */
public final class Tty {
  private static final String CONTROLLING = "/dev/tty";

  private Tty() {}

  /**
   * What a person types: at the controlling terminal; where there is none, as in a rescue shell, at
   * standard input if that is a terminal. Closing it leaves standard input open.
   *
   * @throws IOException if it is none either
   */
  public static InputStream input() throws IOException {
    try {
      return new FileInputStream(CONTROLLING);
    } catch (IOException e) {
      if (!isTerminal(0)) {
        throw e;
      }
      return new FileInputStream(FileDescriptor.in) {
        @Override
        public void close() {
          // It belongs to the process.
        }
      };
    }
  }

  /**
   * What that person sees: the controlling terminal; where there is none, standard error if that is
   * a terminal, or else the terminal that standard input is. Closing it leaves those open.
   *
   * @throws IOException if neither is one
   */
  public static OutputStream output() throws IOException {
    try {
      return new FileOutputStream(CONTROLLING);
    } catch (IOException e) {
      if (!isTerminal(0)) {
        throw e;
      }
      return new FileOutputStream(isTerminal(2) ? FileDescriptor.err : FileDescriptor.in) {
        @Override
        public void close() {
          // It belongs to the process.
        }
      };
    }
  }

  /**
   * A descriptor of the terminal at which a person types, found likewise.
   *
   * @return negative if there is none; 0 belongs to the process, and is not to be closed
   */
  static int descriptor() {
    try (CCharPointerHolder path = CTypeConversion.toCString(CONTROLLING)) {
      int terminal = LibC.open(path.get(), LibC.openReadWrite() | LibC.openCloseOnExec());
      return terminal < 0 && isTerminal(0) ? 0 : terminal;
    }
  }

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

  /** The same of the terminal at which a person types; 0 also if there is none. */
  public static int columns() {
    int terminal = Image.isNative() ? descriptor() : -1;
    if (terminal < 0) {
      return 0;
    }
    int columns = columns(terminal);
    if (terminal != 0) {
      LibC.close(terminal);
    }
    return columns;
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
