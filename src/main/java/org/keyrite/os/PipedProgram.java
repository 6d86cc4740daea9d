package org.keyrite.os;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.graalvm.nativeimage.PinnedObject;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunction.Transition;
import org.graalvm.nativeimage.c.function.CLibrary;
import org.graalvm.word.PointerBase;

/**
 * A program that works for this one and talks with it by its standard streams ({@code
 * src/main/c/program.c}). It runs in the folder {@code /}, with this program's environment, and has
 * the descriptors that this program was started with. It ends with this program at the latest. In
 * the native executable only.
 */
@CLibrary(value = "keyrite", requireStatic = true)
public final class PipedProgram implements AutoCloseable {
  private static long inherited;

  private final int process;
  private final Duration grace;
  private final OutputStream input;
  private final InputStream output;

  private PipedProgram(int[] handles, Duration grace) throws IOException {
    this.process = handles[0];
    this.grace = grace;
    try {
      input = new FileOutputStream("/proc/self/fd/" + handles[1]);
      output = new FileInputStream("/proc/self/fd/" + handles[2]);
    } catch (IOException e) {
      end(process, 0);
      throw e;
    } finally {
      LibC.close(handles[1]);
      LibC.close(handles[2]);
    }
  }

  /** Takes note of the descriptors that this program was started with. To be called first. */
  static void noteInherited() {
    inherited = inherited();
  }

  /**
   * Starts a program.
   *
   * @param errorsShown whether its standard error is this program's, or goes nowhere
   * @param grace what it gets to clean up, before and after it is told to end
   * @throws IOException with the system's reason, when it cannot be started
   */
  public static PipedProgram start(
      Path program, String argument, boolean errorsShown, Duration grace) throws IOException {
    int[] handles = new int[3];
    try (PinnedObject path = cString(program.toString());
        PinnedObject only = cString(argument);
        PinnedObject pinned = PinnedObject.create(handles)) {
      int error =
          begin(
              path.addressOfArrayElement(0),
              only.addressOfArrayElement(0),
              errorsShown ? 1 : 0,
              inherited,
              pinned.addressOfArrayElement(0));
      if (error != 0) {
        throw new IOException(LibC.reason(error));
      }
    }
    return new PipedProgram(handles, grace);
  }

  private static PinnedObject cString(String text) {
    return PinnedObject.create((text + "\0").getBytes(StandardCharsets.UTF_8));
  }

  /** What it reads. */
  public OutputStream input() {
    return input;
  }

  /** What it prints. */
  public InputStream output() {
    return output;
  }

  /** Ends it at once; for a signal's moment. */
  public void kill() {
    end(process, 0);
  }

  /** Ends it: by the end of its input, else by a signal, else by one it cannot ignore. */
  @Override
  public void close() {
    for (AutoCloseable pipe : new AutoCloseable[] {input, output}) {
      try {
        pipe.close();
      } catch (Exception e) {
        // The pipe went with the program.
      }
    }
    end(process, (int) grace.toMillis());
  }

  @CFunction(value = "keyrite_inherited", transition = Transition.NO_TRANSITION)
  private static native long inherited();

  @CFunction("keyrite_program_begin")
  private static native int begin(
      PointerBase path, PointerBase argument, int errorsShown, long inherited, PointerBase handles);

  @CFunction("keyrite_program_end")
  private static native void end(int process, int milliseconds);
}
