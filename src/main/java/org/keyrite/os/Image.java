package org.keyrite.os;

import java.util.Optional;
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
}
