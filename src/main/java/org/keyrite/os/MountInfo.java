package org.keyrite.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the kernel's list of mounts ({@code /proc/self/mountinfo}).
 *
 * @param id the mount's number
 * @param device the device's two numbers, as in {@code 8:1}; the first is 0 if there is none
 * @param point where it is mounted
 * @param type the file system's name, such as {@code ext4}
 * @param source what is mounted, as the file system calls it: most often a device
 * @param options of this mount and of the file system, with commas between
 */
public record MountInfo(
    long id, String device, Path point, String type, String source, String options) {
  private static final Path LIST = Path.of("/proc/self/mountinfo");
  private static final Path OPEN_FILES = Path.of("/proc/self/fdinfo");
  private static final String MOUNT = "mnt_id:";
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");
  private static final String END_OF_OPTIONAL_FIELDS = " - ";

  /**
   * All mounts; one that covers another comes after it.
   *
   * @throws IOException when the kernel's list cannot be read
   */
  public static List<MountInfo> all() throws IOException {
    return in(KernelFile.lines(LIST));
  }

  /**
   * The number of the mount that an open file is in; see {@code proc_pid_fdinfo(5)}.
   *
   * @throws IOException when the kernel does not tell
   */
  static long ofDescriptor(int descriptor) throws IOException {
    for (String line : KernelFile.lines(OPEN_FILES.resolve(Integer.toString(descriptor)))) {
      if (line.startsWith(MOUNT)) {
        return Long.parseLong(line.substring(MOUNT.length()).strip());
      }
    }
    throw new IOException("the kernel does not tell what is mounted");
  }

  /**
   * Those of a list; see {@code proc_pid_mountinfo(5)}.
   *
   * @throws IOException when it is none; an empty one is none: what it is read from is mounted
   */
  public static List<MountInfo> in(List<String> lines) throws IOException {
    List<MountInfo> mounts = new ArrayList<>();
    for (String line : lines) {
      int end = line.indexOf(END_OF_OPTIONAL_FIELDS);
      String[] mount = line.substring(0, Math.max(end, 0)).split(" ", 7);
      String[] system =
          end < 0
              ? new String[0]
              : line.substring(end + END_OF_OPTIONAL_FIELDS.length()).split(" ", 3);
      if (mount.length < 6 || system.length < 3 || !mount[0].matches("[0-9]{1,9}")) {
        throw new IOException("not a list of mounts");
      }
      mounts.add(
          new MountInfo(
              Long.parseLong(mount[0]),
              mount[2],
              Path.of(unescape(mount[4])),
              system[0],
              unescape(system[1]),
              mount[5] + "," + system[2]));
    }
    if (mounts.isEmpty()) {
      throw new IOException("not a list of mounts");
    }
    return mounts;
  }

  /**
   * The one that a place is in, going by its name.
   *
   * @param place an absolute path without links
   */
  public static MountInfo of(Path place, List<MountInfo> mounts) throws IOException {
    MountInfo found = null;
    for (MountInfo mount : mounts) {
      if (place.startsWith(mount.point)
          && (found == null || mount.point.getNameCount() >= found.point.getNameCount())) {
        found = mount;
      }
    }
    if (found == null) {
      throw new IOException("the kernel does not tell what is mounted");
    }
    return found;
  }

  /** Whether it was mounted with an option, such as {@code data=journal}. */
  public boolean has(String option) {
    return List.of(options.split(",", -1)).contains(option);
  }

  /** The kernel writes blanks, line ends and backslashes as three octal digits. */
  private static String unescape(String text) {
    Matcher matcher = OCTAL.matcher(text);
    String bytes =
        matcher.replaceAll(
            match ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1), 8))));
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
