package org.keyrite.os;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.graalvm.nativeimage.StackValue;
import org.graalvm.nativeimage.c.type.CTypeConversion;

/**
 * What the kernel says of the file system at a path ({@code statfs(2)}).
 *
 * @param type which kind it is
 * @param executable whether programs can be started from it (it is not mounted {@code noexec})
 */
public record Mount(Type type, boolean executable) {
  /** The kinds of file system that matter here. */
  public enum Type {
    /** In memory; its pages can go to swap. */
    TMPFS,
    /** In memory, never swapped. */
    RAMFS,
    /** Anything else: what is written there may reach a disk. */
    OTHER
  }

  /** Whether what is written there stays in memory (given that there is no swap). */
  public boolean inMemory() {
    return type != Type.OTHER;
  }

  /**
   * Asks the kernel.
   *
   * @return empty when the path does not exist or on a JVM, where it cannot be asked
   */
  public static Optional<Mount> at(Path path) {
    if (!Image.isNative()) {
      return Optional.empty();
    }
    byte[] name = (path.toString() + "\0").getBytes(StandardCharsets.UTF_8);
    try (CTypeConversion.CCharPointerHolder pointer = CTypeConversion.toCBytes(name)) {
      LibC.StatFs result = StackValue.get(LibC.StatFs.class);
      if (LibC.statfs(pointer.get(), result) != 0) {
        return Optional.empty();
      }
      return Optional.of(new Mount(typeOf(result.type()), (result.flags() & LibC.stNoexec()) == 0));
    }
  }

  private static Type typeOf(int magic) {
    if (magic == LibC.tmpfsMagic()) {
      return Type.TMPFS;
    }
    return magic == LibC.ramfsMagic() ? Type.RAMFS : Type.OTHER;
  }
}
