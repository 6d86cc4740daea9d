package org.keyrite.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.nativeimage.StackValue;
import org.graalvm.nativeimage.c.type.CTypeConversion;

/**
 * What the kernel says of the file system at a path ({@code statfs(2)}).
 *
 * @param type which kind it is
 * @param executable whether programs can be started from it (it is not mounted {@code noexec})
 */
public record Mount(Type type, boolean executable) {
  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");
  private static final Pattern IN_MEMORY = Pattern.compile(" - (tmpfs|ramfs|devtmpfs) ");

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
    List<Path> points = new ArrayList<>();
    for (String line : Files.readAllLines(MOUNTS, StandardCharsets.ISO_8859_1)) {
      Path point = point(line);
      if (point.startsWith(folder)) {
        points.add(0, point);
      }
    }
    return points;
  }

  /**
   * Where the file systems in memory are mounted.
   *
   * @throws IOException when the kernel's list cannot be read
   */
  public static List<Path> pointsInMemory() throws IOException {
    List<Path> points = new ArrayList<>();
    for (String line : Files.readAllLines(MOUNTS, StandardCharsets.ISO_8859_1)) {
      if (IN_MEMORY.matcher(line).find()) {
        points.add(point(line));
      }
    }
    return points;
  }

  private static Path point(String line) {
    return Path.of(unescape(line.split(" ", 6)[4]));
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

  /** The kernel writes blanks, line ends and backslashes as three octal digits. */
  public static String unescape(String point) {
    Matcher matcher = OCTAL.matcher(point);
    String bytes =
        matcher.replaceAll(
            match ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1), 8))));
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static Type typeOf(int magic) {
    if (magic == LibC.tmpfsMagic()) {
      return Type.TMPFS;
    }
    return magic == LibC.ramfsMagic() ? Type.RAMFS : Type.OTHER;
  }
}
