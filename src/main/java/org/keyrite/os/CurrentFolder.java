package org.keyrite.os;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
   * where the current folder was removed, or takes another for it if its name is not UTF-8. The
   * kernel's link leads there in spite of its name.
   */
  static void makeUsable() {
    CCharPointer name = StackValue.get(MOST_BYTES);
    if (getcwd(name, WordFactory.unsigned(MOST_BYTES)).isNull()) {
      gone = true;
      try (CCharPointerHolder empty = CTypeConversion.toCString(EMPTY)) {
        usable = chdir(empty.get()) == 0;
      }
    } else if (!isText(name)) {
      System.setProperty("user.dir", "/proc/self/cwd");
    }
  }

  private static boolean isText(CCharPointer name) {
    int length = 0;
    while (name.read(length) != 0) {
      length++;
    }
    ByteBuffer bytes = CTypeConversion.asByteBuffer(name, length);
    try {
      StandardCharsets.UTF_8.newDecoder().decode(bytes);
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @CFunction(transition = Transition.NO_TRANSITION)
  private static native CCharPointer getcwd(CCharPointer buffer, UnsignedWord length);

  @CFunction(transition = Transition.NO_TRANSITION)
  private static native int chdir(CCharPointer folder);
}
