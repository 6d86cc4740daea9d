package org.keyrite.os;

import org.graalvm.nativeimage.UnmanagedMemory;
import org.graalvm.nativeimage.c.struct.SizeOf;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.nativeimage.c.type.CTypeConversion.CCharPointerHolder;
import org.keyrite.os.LibC.Termios;

/**
 * Whether the controlling terminal shows what is typed. Switched off, it is switched on again when
 * this is closed, and also when a polite signal (Ctrl-C among them) ends the program before that.
 * {@code kill -9} leaves it off; {@code stty echo} helps then.
 */
public final class TerminalEcho implements AutoCloseable {
  private static final String TERMINAL = "/dev/tty";

  private final Thread onSignal = new Thread(this::restore);
  private final int terminal;
  private final Termios before;
  private boolean restored;

  private TerminalEcho(int terminal, Termios before) {
    this.terminal = terminal;
    this.before = before;
  }

  /** Whether this build can switch it off: false on a JVM. */
  public static boolean isAvailable() {
    return Image.isNative();
  }

  /**
   * Switches the echo off.
   *
   * @throws TerminalException if this is a JVM, if there is no terminal, or if it does not obey:
   *     then nothing may be typed that others may not see
   */
  public static TerminalEcho off() throws TerminalException {
    if (!isAvailable()) {
      throw new TerminalException("this build can't switch off what the terminal shows");
    }
    int terminal = open();
    Termios before = UnmanagedMemory.malloc(SizeOf.get(Termios.class));
    if (LibC.tcgetattr(terminal, before) != 0) {
      UnmanagedMemory.free(before);
      LibC.close(terminal);
      throw new TerminalException("the terminal does not tell its settings");
    }
    TerminalEcho echo = new TerminalEcho(terminal, before);
    // First the way back, then the change: a signal in between must not find the terminal mute.
    Shutdown.atEnd(echo.onSignal);
    if (!echo.switchOff()) {
      echo.close();
      throw new TerminalException("the terminal does not stop showing what is typed");
    }
    return echo;
  }

  private static int open() throws TerminalException {
    try (CCharPointerHolder path = CTypeConversion.toCString(TERMINAL)) {
      int terminal = LibC.open(path.get(), LibC.openReadWrite() | LibC.openCloseOnExec());
      if (terminal < 0) {
        throw new TerminalException("there is no terminal: " + TERMINAL + " can't be opened");
      }
      return terminal;
    }
  }

  private boolean switchOff() {
    int original = before.localModes();
    // Lines are still the terminal's to edit, and Ctrl-C is still a signal.
    int muted = (original & ~LibC.echo()) | LibC.canonical() | LibC.signals();
    before.localModes(muted);
    boolean obeyed = LibC.tcsetattr(terminal, LibC.now(), before) == 0;
    before.localModes(original);
    return obeyed;
  }

  private synchronized void restore() {
    if (!restored) {
      restored = true;
      LibC.tcsetattr(terminal, LibC.now(), before);
      LibC.close(terminal);
      UnmanagedMemory.free(before);
    }
  }

  @Override
  public void close() {
    restore();
    Shutdown.notAnyMore(onSignal);
  }

  /** The echo cannot be switched off. The message is a sentence without a full stop. */
  public static final class TerminalException extends Exception {
    private static final long serialVersionUID = 1L;

    TerminalException(String message) {
      super(message);
    }
  }
}
