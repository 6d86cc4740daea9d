package org.keyrite.os;

import java.util.Optional;
import org.graalvm.nativeimage.ImageInfo;
import org.graalvm.nativeimage.ProcessProperties;
import org.graalvm.nativeimage.VMRuntime;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.nativeimage.c.type.CTypeConversion.CCharPointerHolder;

/** The native executable: whether this program runs as that, how it starts, and its name. */
public final class Image {
  private Image() {}

  /** Whether system calls can be made: true in the native executable, false on a JVM. */
  public static boolean isNative() {
    return ImageInfo.inImageRuntimeCode();
  }

  /**
   * Starts what else there is to start, signal handlers among it. To be called first, and once.
   *
   * <p>By itself the run-time would do this after taking its own options out of the arguments,
   * wherever they stand: some of them end the program, with status 0 and nothing done. So a file's
   * name could be enough to pass for a good one.
   */
  public static void start() {
    if (isNative()) {
      PipedProgram.noteInherited();
      CurrentFolder.makeUsable();
      occupyStandardDescriptors();
      Shutdown.prepare();
      VMRuntime.initialize();
      Shutdown.noteSignals();
    }
  }

  /** The name the program was started under ({@code argv[0]}), as given; empty on a JVM. */
  public static Optional<String> programName() {
    return isNative()
        ? Optional.ofNullable(ProcessProperties.getArgumentVectorProgramName())
        : Optional.empty();
  }

  /**
   * Whoever started the program may have closed standard input, output or errors. The next file to
   * be opened would take that place, and could be a secret that messages are then written to. In
   * its stead they become something that cannot be read, or written.
   */
  private static void occupyStandardDescriptors() {
    occupy(0, LibC.openWriteOnly());
    occupy(1, LibC.openReadOnly());
    occupy(2, LibC.openReadOnly());
  }

  private static void occupy(int fileDescriptor, int uselessMode) {
    if (LibC.fcntl(fileDescriptor, LibC.getDescriptorFlags()) >= 0) {
      return;
    }
    try (CCharPointerHolder nothing = CTypeConversion.toCString("/dev/null")) {
      // The lowest that is free is given out: those below are occupied by now.
      if (LibC.open(nothing.get(), uselessMode) != fileDescriptor) {
        throw new IllegalStateException("file descriptor " + fileDescriptor + " is closed");
      }
    }
  }
}
