package org.keyrite.os;

import org.graalvm.nativeimage.StackValue;
import org.graalvm.nativeimage.UnmanagedMemory;
import org.graalvm.nativeimage.c.struct.SizeOf;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CIntPointer;
import org.keyrite.os.LibC.Termios;

/**
 * Whether the person's terminal shows what is typed. Switched off, it is switched on again when
 * this is closed, and also when a polite signal (Ctrl-C among them) ends the program before that.
 * {@code kill -9} leaves it off; {@code stty sane} helps then.
 */
public final class TerminalEcho implements AutoCloseable {
  /** What is pasted arrives in pieces: the last was there when nothing came for so long. */
  private static final long QUIET_MILLISECONDS = 100;

  /** A terminal that never falls silent does not keep the program from ending. */
  private static final int MOST_PIECES = 50;

  private final Thread onSignal = new Thread(this::restore);
  private final int terminal;
  private final Termios before;
  private final boolean keyByKey;
  private final boolean discards;
  private boolean restored;

  private TerminalEcho(int terminal, Termios before, boolean keyByKey, boolean discards) {
    this.terminal = terminal;
    this.before = before;
    this.keyByKey = keyByKey;
    this.discards = discards;
  }

  /** Whether this build can switch it off: false on a JVM. */
  public static boolean isAvailable() {
    return Image.isNative();
  }

  /**
   * Switches the echo off. Lines are still the terminal's to edit, and Ctrl-C is still a signal.
   *
   * @throws TerminalException if this is a JVM, if there is no terminal, or if it does not obey:
   *     then nothing may be typed that others may not see
   */
  public static TerminalEcho off() throws TerminalException {
    return off(false, false);
  }

  /**
   * Switches the echo off for one key, which is passed on at once. What else was typed answers the
   * next question.
   *
   * @throws TerminalException as above
   */
  public static TerminalEcho offForOneKey() throws TerminalException {
    return off(true, false);
  }

  /**
   * Switches the echo off and has each key passed on at once. Ctrl-C is still a signal; Ctrl-\ and
   * Ctrl-Z are not, since they would leave what is on the screen there. What was typed and not read
   * in the end is discarded: nobody meant it for the shell.
   *
   * @throws TerminalException as above
   */
  public static TerminalEcho offKeyByKey() throws TerminalException {
    return off(true, true);
  }

  private static TerminalEcho off(boolean keyByKey, boolean discards) throws TerminalException {
    if (!isAvailable()) {
      throw new TerminalException("this build can't switch off what the terminal shows");
    }
    int terminal = Tty.descriptor();
    if (terminal < 0) {
      throw new TerminalException("standard input is no terminal, and /dev/tty can't be opened");
    }
    Termios before = UnmanagedMemory.malloc(SizeOf.get(Termios.class));
    if (LibC.tcgetattr(terminal, before) != 0) {
      UnmanagedMemory.free(before);
      letGo(terminal);
      throw new TerminalException("the terminal does not tell its settings");
    }
    TerminalEcho echo = new TerminalEcho(terminal, before, keyByKey, discards);
    // First the way back, then the change: a signal in between must not find the terminal mute.
    Shutdown.atEnd(echo.onSignal);
    if (!echo.switchOff()) {
      echo.close();
      throw new TerminalException("the terminal does not stop showing what is typed");
    }
    return echo;
  }

  private static void letGo(int terminal) {
    if (terminal != 0) {
      LibC.close(terminal);
    }
  }

  private boolean switchOff() {
    Termios muted = StackValue.get(Termios.class);
    if (LibC.tcgetattr(terminal, muted) != 0) {
      return false;
    }
    int modes = (muted.localModes() & ~LibC.echo()) | LibC.signals();
    if (keyByKey) {
      muted.localModes(modes & ~LibC.canonical());
      CCharPointer characters = muted.controlCharacters();
      characters.write(LibC.fewestBytes(), (byte) 1);
      characters.write(LibC.patience(), (byte) 0);
      characters.write(LibC.quitKey(), (byte) LibC.noKey());
      characters.write(LibC.suspendKey(), (byte) LibC.noKey());
    } else {
      muted.localModes(modes | LibC.canonical());
    }
    return LibC.tcsetattr(terminal, LibC.now(), muted) == 0;
  }

  private synchronized void restore() {
    if (!restored) {
      restored = true;
      if (discards) {
        discardInput();
      }
      LibC.tcsetattr(terminal, LibC.now(), before);
      letGo(terminal);
      UnmanagedMemory.free(before);
    }
  }

  private void discardInput() {
    int pieces = 0;
    do {
      LibC.tcflush(terminal, LibC.input());
      try {
        Thread.sleep(QUIET_MILLISECONDS);
      } catch (InterruptedException e) {
        // Then it waits a shorter time.
      }
    } while (++pieces < MOST_PIECES && isInputThere());
  }

  private boolean isInputThere() {
    CIntPointer bytes = StackValue.get(CIntPointer.class);
    return LibC.ioctl(terminal, LibC.bytesToRead(), bytes) == 0 && bytes.read() > 0;
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
