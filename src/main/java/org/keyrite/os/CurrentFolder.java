package org.keyrite.os;

import org.graalvm.nativeimage.StackValue;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunction.Transition;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.nativeimage.c.type.CTypeConversion.CCharPointerHolder;
import org.graalvm.word.UnsignedWord;
import org.graalvm.word.WordFactory;

/** The folder that this process works in, which Java has to be kept from falling over. */
public final class CurrentFolder {
  /** The longest name that the kernel tells ({@code PATH_MAX}). */
  private static final int MOST_BYTES = 4096;

  /** One of the kernel's folders: nothing is in it, and nobody can make anything there. */
  private static final String EMPTY = "/proc/tty/ldisc";

  private static boolean gone;
  private static boolean usable = true;

  private CurrentFolder() {}

  /**
   * Whether it was removed before the program started. Its place is taken by a folder as empty:
   * absolute names go on to work, and what has any other name is not there. A JVM does not start
   * without one.
   */
  public static boolean isGone() {
    return gone;
  }

  /** Whether there is a folder to work in: that empty one is not where nobody has mounted it. */
  public static boolean isUsable() {
    return usable;
  }

  /**
   * To be called before the first file is opened: Java cannot do that, whatever the file's name,
   * where the current folder was removed. Of one whose name is not UTF-8, ours in {@code
   * src/main/c/folder.c} tells it the kernel's link that leads there.
   */
  static void makeUsable() {
    CCharPointer name = StackValue.get(MOST_BYTES);
    if (getcwd(name, WordFactory.unsigned(MOST_BYTES)).isNull()) {
      gone = true;
      try (CCharPointerHolder empty = CTypeConversion.toCString(EMPTY)) {
        usable = chdir(empty.get()) == 0;
      }
    }
  }

  @CFunction(transition = Transition.NO_TRANSITION)
  private static native CCharPointer getcwd(CCharPointer buffer, UnsignedWord length);

  @CFunction(transition = Transition.NO_TRANSITION)
  private static native int chdir(CCharPointer folder);
}
