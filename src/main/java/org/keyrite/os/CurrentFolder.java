package org.keyrite.os;

import org.graalvm.nativeimage.StackValue;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunction.Transition;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.nativeimage.c.type.CTypeConversion.CCharPointerHolder;
import org.graalvm.word.UnsignedWord;
import org.graalvm.word.WordFactory;

/**
 * The folder that this process works in. It can have been removed since; Java cannot so much as
 * open a file then, whatever its name. So this is to be asked before the first file is opened.
 */
public final class CurrentFolder {
  /** The longest name that the kernel tells ({@code PATH_MAX}). */
  private static final int MOST_BYTES = 4096;

  /** One of the kernel's folders: nothing is in it, and nobody can make anything there. */
  private static final String EMPTY = "/proc/tty/ldisc";

  private CurrentFolder() {}

  /** Whether it has a name still; a JVM does not start without one. */
  public static boolean isThere() {
    if (!Image.isNative()) {
      return true;
    }
    CCharPointer name = StackValue.get(MOST_BYTES);
    return getcwd(name, WordFactory.unsigned(MOST_BYTES)).isNonNull();
  }

  /**
   * Has this process work in a folder as empty as one that is gone, if its own is: absolute names
   * go on to work, and what has any other name is not there.
   *
   * @return whether there is a folder to work in now
   */
  public static boolean ensure() {
    if (isThere()) {
      return true;
    }
    try (CCharPointerHolder empty = CTypeConversion.toCString(EMPTY)) {
      return chdir(empty.get()) == 0;
    }
  }

  @CFunction(transition = Transition.NO_TRANSITION)
  private static native CCharPointer getcwd(CCharPointer buffer, UnsignedWord length);

  @CFunction(transition = Transition.NO_TRANSITION)
  private static native int chdir(CCharPointer folder);
}
