package org.keyrite.os;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.constant.CConstant;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunction.Transition;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.nativeimage.c.type.CTypeConversion.CCharPointerHolder;

/**
 * A file that exists in memory and has no name ({@code memfd_create(2)}): no other process can open
 * it, unless it was handed its descriptor, or may read this process's memory anyway. In the native
 * executable only.
 */
@CContext(LibC.Headers.class)
public final class MemoryFile implements AutoCloseable {
  private static final int CLOSE_ON_EXEC = 0x1;
  private static final int CAN_BE_SEALED = 0x2;

  /**
   * Known to kernels from 6.3 on; the others let every such file be executed. Without it, some of
   * those let every such file be sealed.
   */
  private static final int CAN_BE_EXECUTED = 0x10;

  private final int fileDescriptor;
  private boolean sealed;

  private MemoryFile(int fileDescriptor) {
    this.fileDescriptor = fileDescriptor;
  }

  /**
   * Makes one, empty, that can be executed and {@linkplain #seal sealed}.
   *
   * @param name for those who look into {@code /proc} only
   * @throws IOException with the kernel's reason, when it refuses
   */
  public static MemoryFile forProgram(String name) throws IOException {
    return create(name, CLOSE_ON_EXEC | CAN_BE_SEALED);
  }

  /**
   * Makes one, empty, to which other processes add what they print. They cannot seal it: it is
   * overwritten in the end.
   */
  public static MemoryFile forOutput() throws IOException {
    MemoryFile file = create("output", CLOSE_ON_EXEC);
    require(control(file.fileDescriptor, setStatusFlags(), openToAppend()));
    return file;
  }

  private static MemoryFile create(String name, int flags) throws IOException {
    if (!Image.isNative()) {
      throw new IOException("only the native executable has files in memory");
    }
    try (CCharPointerHolder text = CTypeConversion.toCString(name)) {
      int made = createMemoryFile(text.get(), flags | CAN_BE_EXECUTED);
      if (made < 0 && LibC.errno() == einval()) {
        made = createMemoryFile(text.get(), flags);
      }
      if (made < 0) {
        throw failure();
      }
      return new MemoryFile(made);
    }
  }

  /** A name by which this process can open it. */
  public Path path() {
    return Path.of("/proc/self/fd", Integer.toString(fileDescriptor));
  }

  /** For calls of this package. */
  int descriptor() {
    return fileDescriptor;
  }

  /** From now on nobody can change it, this process included. */
  public void seal() throws IOException {
    int seals = sealSeals() | sealShrinking() | sealGrowing() | sealWriting();
    require(control(fileDescriptor, addSeals(), seals));
    sealed = true;
  }

  private static void require(int result) throws IOException {
    if (result < 0) {
      throw failure();
    }
  }

  private static IOException failure() {
    return new IOException(LibC.reason(LibC.errno()));
  }

  /** Overwrites what is in it, unless it is sealed, and gives its memory back. */
  @Override
  public void close() {
    if (!sealed) {
      try (FileChannel channel = FileChannel.open(path(), StandardOpenOption.WRITE)) {
        Zeros.write(channel, 0, channel.size(), _ -> {});
      } catch (IOException e) {
        // Without room for a hole, say. Its memory is given back all the same.
      }
    }
    LibC.close(fileDescriptor);
  }

  @CFunction(value = "memfd_create", transition = Transition.NO_TRANSITION)
  private static native int createMemoryFile(CCharPointer name, int flags);

  @CFunction(value = "fcntl", transition = Transition.NO_TRANSITION)
  private static native int control(int fileDescriptor, int command, int argument);

  @CConstant("F_ADD_SEALS")
  private static native int addSeals();

  @CConstant("F_SEAL_SEAL")
  private static native int sealSeals();

  @CConstant("F_SEAL_SHRINK")
  private static native int sealShrinking();

  @CConstant("F_SEAL_GROW")
  private static native int sealGrowing();

  @CConstant("F_SEAL_WRITE")
  private static native int sealWriting();

  @CConstant("F_SETFL")
  private static native int setStatusFlags();

  @CConstant("O_APPEND")
  private static native int openToAppend();

  @CConstant("EINVAL")
  private static native int einval();
}
