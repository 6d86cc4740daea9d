package org.keyrite.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.graalvm.nativeimage.PinnedObject;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.nativeimage.c.type.CTypeConversion.CCharPointerHolder;
import org.graalvm.word.SignedWord;
import org.graalvm.word.UnsignedWord;
import org.graalvm.word.WordFactory;

/**
 * Who may do what with a file: its owner, group, mode and extended attributes, among which are its
 * access list and its security labels. A JVM sees no extended attributes.
 *
 * @param owner the user's number
 * @param group the group's number
 * @param mode the permission bits, special ones among them
 * @param extended by name; of each byte of a value, the character of that number
 */
public record FileAttributes(int owner, int group, int mode, Map<String, String> extended) {
  private static final int ALL_BITS = 07777;

  /** The program runs as its owner, or as its group. */
  private static final int SET_ID = 06000;

  /** In bytes: of all names of one file, and of one value (XATTR_LIST_MAX, XATTR_SIZE_MAX). */
  private static final int MOST_BYTES = 1 << 16;

  private static final String USERS = "user.";
  private static final String ACCESS_LIST = "system.posix_acl_access";

  /** What a file has now. */
  public static FileAttributes of(Path file) throws IOException {
    Map<String, Object> unix = Files.readAttributes(file, "unix:uid,gid,mode");
    return new FileAttributes(
        (int) unix.get("uid"),
        (int) unix.get("gid"),
        (int) unix.get("mode") & ALL_BITS,
        Image.isNative() ? extended(file) : Map.of());
  }

  /**
   * Gives all of it to another file. Labels and capabilities are the kernel's to give, and stand
   * for the content that a file has: where they are not there by themselves, this fails, as it does
   * where this user may not give something.
   *
   * @return whether the other file has all of it now, and no more than that
   */
  public boolean carryTo(Path other) {
    if ((mode & SET_ID) != 0) {
      return false;
    }
    try {
      FileAttributes before = of(other);
      if (before.owner != owner || before.group != group) {
        Files.setAttribute(other, "unix:gid", group);
        Files.setAttribute(other, "unix:uid", owner);
      }
      if (before.extended.containsKey(ACCESS_LIST) && !extended.containsKey(ACCESS_LIST)) {
        remove(other, ACCESS_LIST);
      }
      extended.forEach((name, value) -> give(other, name, value));
      Files.setAttribute(other, "unix:mode", mode);
      return equals(of(other));
    } catch (IOException e) {
      return false;
    }
  }

  private static Map<String, String> extended(Path file) throws IOException {
    if (!hasExtended(file)) {
      return Map.of(); // As most files, for which no memory has to be found.
    }
    Map<String, String> found = new TreeMap<>();
    byte[] bytes = new byte[MOST_BYTES];
    try (CCharPointerHolder path = CTypeConversion.toCString(file.toString());
        PinnedObject pinned = PinnedObject.create(bytes)) {
      CCharPointer memory = pinned.addressOfArrayElement(0);
      UnsignedWord size = WordFactory.unsigned(MOST_BYTES);
      int length = length(file, FileCalls.listxattr(path.get(), memory, size));
      for (String name : new String(bytes, 0, length, StandardCharsets.UTF_8).split("\0", -1)) {
        if (!name.isEmpty()) {
          try (CCharPointerHolder one = CTypeConversion.toCString(name)) {
            int end = length(file, FileCalls.getxattr(path.get(), one.get(), memory, size));
            found.put(name, new String(bytes, 0, end, StandardCharsets.ISO_8859_1));
          }
        }
      }
    }
    return found;
  }

  private static boolean hasExtended(Path file) throws IOException {
    try (CCharPointerHolder path = CTypeConversion.toCString(file.toString())) {
      return length(
              file,
              FileCalls.listxattr(path.get(), WordFactory.nullPointer(), WordFactory.unsigned(0)))
          > 0;
    }
  }

  /** A file system that has no extended attributes says so by an error; that is none of them. */
  private static int length(Path file, SignedWord result) throws IOException {
    if (result.rawValue() < 0 && LibC.errno() != FileCalls.enotsup()) {
      throw FileCalls.failure(file);
    }
    return (int) Math.max(0, result.rawValue());
  }

  /** Whether it was given is asked in the end. */
  private static void give(Path file, String name, String value) {
    if (name.startsWith(USERS) || name.equals(ACCESS_LIST)) {
      byte[] bytes = (value + '\0').getBytes(StandardCharsets.ISO_8859_1);
      try (CCharPointerHolder path = CTypeConversion.toCString(file.toString());
          CCharPointerHolder one = CTypeConversion.toCString(name);
          PinnedObject pinned = PinnedObject.create(bytes)) {
        UnsignedWord size = WordFactory.unsigned(value.length());
        FileCalls.setxattr(path.get(), one.get(), pinned.addressOfArrayElement(0), size, 0);
      }
    }
  }

  private static void remove(Path file, String name) {
    try (CCharPointerHolder path = CTypeConversion.toCString(file.toString());
        CCharPointerHolder one = CTypeConversion.toCString(name)) {
      FileCalls.removexattr(path.get(), one.get());
    }
  }
}
