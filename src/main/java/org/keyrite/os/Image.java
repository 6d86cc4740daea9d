package org.keyrite.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.graalvm.nativeimage.ImageInfo;
import org.graalvm.nativeimage.ProcessProperties;

/** Whether this program runs as the native executable, and under which name. */
public final class Image {
  private Image() {}

  /** Whether system calls can be made: true in the native executable, false on a JVM. */
  public static boolean isNative() {
    return ImageInfo.inImageRuntimeCode();
  }

  /** The name the program was started under ({@code argv[0]}), as given; empty on a JVM. */
  public static Optional<String> programName() {
    return isNative()
        ? Optional.ofNullable(ProcessProperties.getArgumentVectorProgramName())
        : Optional.empty();
  }

  /**
   * How many arguments the program was started with, its name not counted; empty on a JVM, and
   * where there is no {@code /proc}. The run-time takes those for itself that begin with {@code -X}
   * or {@code -D}, wherever they stand.
   */
  public static OptionalInt argumentCount() {
    if (!isNative()) {
      return OptionalInt.empty();
    }
    try {
      int count = -1;
      for (byte next : Files.readAllBytes(Path.of("/proc/self/cmdline"))) {
        count += next == 0 ? 1 : 0;
      }
      return count < 0 ? OptionalInt.empty() : OptionalInt.of(count);
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }
}
