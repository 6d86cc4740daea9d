package org.keyrite.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.graalvm.nativeimage.StackValue;
import org.graalvm.nativeimage.c.type.CTypeConversion;

/**
 * What the kernel says of the file system at a path ({@code statfs(2)}).
 *
 * @param type which kind it is
 * @param executable whether programs can be started from it (it is not mounted {@code noexec})
 */
public record Mount(Type type, boolean executable) {
  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs", "devtmpfs");

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
    try (CTypeConversion.CCharPointerHolder pointer = CTypeConversion.toCBytes(cString(path))) {
      LibC.StatFs result = StackValue.get(LibC.StatFs.class);
      if (LibC.statfs(pointer.get(), result) != 0) {
        return Optional.empty();
      }
      return Optional.of(new Mount(typeOf(result.type()), (result.flags() & LibC.stNoexec()) == 0));
    }
  }

  /**
   * The file systems that are mounted at a folder or below it, deepest first.
   *
   * @param folder an absolute path without links
   * @throws IOException when the kernel's list cannot be read
   */
  public static List<Path> within(Path folder) throws IOException {
    return MountInfo.all().reversed().stream()
        .map(MountInfo::point)
        .filter(point -> point.startsWith(folder))
        .toList();
  }

  /**
   * Where the file systems in memory are mounted.
   *
   * @throws IOException when the kernel's list cannot be read
   */
  public static List<Path> pointsInMemory() throws IOException {
    return MountInfo.all().stream()
        .filter(mount -> IN_MEMORY.contains(mount.type()))
        .map(MountInfo::point)
        .toList();
  }

  /**
   * Takes a file system away from a folder, without touching what is in it.
   *
   * @return whether that was done; an ordinary user may not, and a JVM cannot
   */
  public static boolean detach(Path point) {
    if (!Image.isNative()) {
      return false;
    }
    try (CTypeConversion.CCharPointerHolder pointer = CTypeConversion.toCBytes(cString(point))) {
      return LibC.umount2(pointer.get(), LibC.mntDetach()) == 0;
    }
  }

  private static byte[] cString(Path path) {
    return (path.toString() + "\0").getBytes(StandardCharsets.UTF_8);
  }

  private static Type typeOf(int magic) {
    if (magic == LibC.tmpfsMagic()) {
      return Type.TMPFS;
    }
    return magic == LibC.ramfsMagic() ? Type.RAMFS : Type.OTHER;
  }
}
