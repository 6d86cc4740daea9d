package org.keyrite.os;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.graalvm.nativeimage.PinnedObject;
import org.graalvm.nativeimage.StackValue;

/**
 * A regular file that is read. What it is, is asked of the open file, not of its name: a named pipe
 * that has taken the file's place since somebody looked would otherwise keep the program waiting
 * for ever.
 */
public final class RegularFile extends InputStream {
  private static final int CLOSED = -1;

  private final Path path;
  private int fileDescriptor;

  private RegularFile(Path path, int fileDescriptor) {
    this.path = path;
    this.fileDescriptor = fileDescriptor;
  }

  /**
   * Opens a file. A JVM cannot ask the open file: there, somebody can still exchange it in between.
   *
   * @param links how to take links; they are followed when this says nothing
   * @throws FileSystemException if it cannot be opened, or is not a regular file
   */
  public static InputStream open(Path path, LinkOption... links) throws IOException {
    if (!Image.isNative()) {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class, links);
      requireRegular(path, found.isRegularFile(), found.isDirectory());
      return Files.newInputStream(path, links);
    }
    boolean follow = !List.of(links).contains(LinkOption.NOFOLLOW_LINKS);
    RegularFile file = new RegularFile(path, open(path, follow));
    try {
      file.requireRegular();
      return file;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Opens a file whose descriptor is handed on; in the native executable only. */
  static RegularFile held(Path path) throws IOException {
    return new RegularFile(path, open(path, true));
  }

  int descriptor() {
    return fileDescriptor;
  }

  private static int open(Path path, boolean follow) throws IOException {
    int flags = LibC.openReadOnly() | LibC.openWithoutWaiting();
    return FileCalls.open(path, follow ? flags : flags | LibC.openNoLink());
  }

  private void requireRegular() throws IOException {
    LibC.Stat found = StackValue.get(LibC.Stat.class);
    if (LibC.fstat(fileDescriptor, found) != 0) {
      throw FileCalls.failure(path);
    }
    int type = found.mode() & LibC.fileTypeMask();
    requireRegular(path, type == LibC.regularFile(), type == LibC.directory());
  }

  private static void requireRegular(Path path, boolean regular, boolean directory)
      throws FileSystemException {
    if (!regular) {
      throw new FileSystemException(
          path.toString(), null, directory ? "it is a folder" : "it is not a file");
    }
  }

  /** Straight into the caller's memory. The call returns by itself: there is nobody to wait for. */
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    try (PinnedObject pinned = PinnedObject.create(bytes)) {
      long count =
          LibC.read(fileDescriptor, pinned.addressOfArrayElement(offset), length).rawValue();
      if (count < 0) {
        throw FileCalls.failure(path);
      }
      return count == 0 ? -1 : (int) count;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int count = read(one, 0, 1);
    int value = one[0] & 0xff;
    Arrays.fill(one, (byte) 0);
    return count < 0 ? -1 : value;
  }

  @Override
  public void close() {
    if (fileDescriptor != CLOSED) {
      LibC.close(fileDescriptor);
      fileDescriptor = CLOSED;
    }
  }
}
