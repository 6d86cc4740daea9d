package org.keyrite.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.graalvm.nativeimage.UnmanagedMemory;
import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.constant.CConstant;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunction.Transition;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.word.Pointer;
import org.graalvm.word.WordFactory;

/**
 * Memory outside of Java's heap, whose addresses are few: for what needs much of it. On a JVM it is
 * the heap's.
 */
@CContext(NativeMemory.Headers.class)
public final class NativeMemory implements AutoCloseable {
  private static final Path FACTS = Path.of("/proc/meminfo");
  private static final Path GROUP = Path.of("/proc/self/cgroup");
  private static final Path GROUPS = Path.of("/sys/fs/cgroup");

  static final class Headers implements CContext.Directives {
    @Override
    public List<String> getHeaderFiles() {
      return List.of("<sys/mman.h>");
    }

    @Override
    public List<String> getMacroDefinitions() {
      return List.of("_GNU_SOURCE");
    }
  }

  private final long address;
  private final ByteBuffer bytes;

  /**
   * Asks for it.
   *
   * @param length in bytes
   * @throws OutOfMemoryError when there is not that much
   */
  public NativeMemory(int length) {
    if (Image.isNative()) {
      Pointer memory = UnmanagedMemory.malloc(length);
      address = memory.rawValue();
      bytes = CTypeConversion.asByteBuffer(memory, length).order(ByteOrder.nativeOrder());
    } else {
      address = 0;
      bytes = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
    }
  }

  /** Has all memory of this process, now and later, stay out of swap from its first use on. */
  static void lockAll() {
    lockAll(lockCurrent() | lockFuture() | lockWhenUsed());
  }

  @CFunction(value = "mlockall", transition = Transition.NO_TRANSITION)
  private static native int lockAll(int what);

  @CConstant("MCL_CURRENT")
  private static native int lockCurrent();

  @CConstant("MCL_FUTURE")
  private static native int lockFuture();

  @CConstant("MCL_ONFAULT")
  private static native int lockWhenUsed();

  /**
   * Whether so much can be had. The kernel promises more than it has, and ends whoever uses it
   * then.
   *
   * @throws OutOfMemoryError when it cannot
   */
  public static void require(long length) {
    if (length > available()) {
      throw new OutOfMemoryError();
    }
  }

  /** What the machine has free, and what the group that this process is in may still have. */
  private static long available() {
    long available = Long.MAX_VALUE;
    for (String line : lines(FACTS)) {
      if (line.startsWith("MemAvailable:")) {
        available = number(line.replaceAll("[^0-9]", "")) << 10;
      }
    }
    for (String line : lines(GROUP)) {
      // Version 2 of groups has one line, "0::/PATH".
      if (line.startsWith("0::/")) {
        Path group = GROUPS.resolve(line.substring(4)).normalize();
        long most = number(String.join("", lines(group.resolve("memory.max"))));
        long used = number(String.join("", lines(group.resolve("memory.current"))));
        if (most < Long.MAX_VALUE && used <= most) {
          available = Math.min(available, most - used);
        }
      }
    }
    return available;
  }

  private static List<String> lines(Path file) {
    try {
      return KernelFile.lines(file);
    } catch (IOException e) {
      return List.of(); // It is not told.
    }
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE; // "max"
    }
  }

  /** What is in it, in the processor's order; nothing in particular at first. */
  public ByteBuffer bytes() {
    return bytes;
  }

  /** Gives it back as it is: whoever wrote a secret there has overwritten it. */
  @Override
  public void close() {
    if (address != 0) {
      UnmanagedMemory.free(WordFactory.<Pointer>pointer(address));
    }
  }
}
