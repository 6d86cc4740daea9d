package org.keyrite.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.nativeimage.PinnedObject;
import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.constant.CConstant;

/**
 * Where a file has something. The file system's own map of it ({@code FS_IOC_FIEMAP}) also has what
 * {@code SEEK_DATA} takes for a hole: blocks that the file was given, and has not written to, or
 * has been told to forget; the end of the last block; and blocks behind the end of the file. What
 * stood in them still stands there.
 */
@CContext(Extents.Headers.class)
final class Extents {
  /** The structure of the kernel's {@code linux/fiemap.h}: a head, and so many extents. */
  private static final int HEAD = 32;

  private static final int EXTENT = 56;
  private static final int MOST = 1024;

  private static final int MAPPED = 20;
  private static final int COUNT = 24;
  private static final int LENGTH = 16;
  private static final int FLAGS = 40;

  /** In the inode, or at no block's begin: to write behind its end would move it. */
  private static final int NOT_WHOLE_BLOCKS = 0x100;

  private static final int LAST = 0x1;

  private Extents() {}

  static final class Headers implements CContext.Directives {
    @Override
    public List<String> getHeaderFiles() {
      return List.of("<sys/ioctl.h>", "<linux/fs.h>", "<linux/fiemap.h>");
    }
  }

  /**
   * Asks about an open file.
   *
   * @param size the file's
   * @throws IOException if neither the map nor the holes can be had
   */
  static List<Stretch> of(int fileDescriptor, long size, Path path) throws IOException {
    List<Stretch> extents = new ArrayList<>();
    return map(fileDescriptor, size, extents) ? extents : data(fileDescriptor, path);
  }

  private static boolean map(int fileDescriptor, long size, List<Stretch> extents) {
    byte[] answer = new byte[HEAD + MOST * EXTENT];
    ByteBuffer fields = ByteBuffer.wrap(answer).order(ByteOrder.nativeOrder());
    for (long start = 0; ; ) {
      fields.putLong(0, start).putLong(Long.BYTES, -1L - start).putInt(COUNT, MOST);
      fields.putInt(LENGTH, 0); // Behind the first two: the flags of the question.
      try (PinnedObject pinned = PinnedObject.create(answer)) {
        if (LibC.ioctl(fileDescriptor, mapOfFile(), pinned.addressOfArrayElement(0)) != 0) {
          return false;
        }
      }
      int mapped = fields.getInt(MAPPED);
      int flags = LAST;
      for (int i = 0; i < mapped; i++) {
        int at = HEAD + i * EXTENT;
        long from = fields.getLong(at);
        flags = fields.getInt(at + FLAGS);
        start = from + fields.getLong(at + LENGTH);
        add(extents, from, (flags & NOT_WHOLE_BLOCKS) != 0 ? Math.min(start, size) : start);
      }
      if ((flags & LAST) != 0) {
        return true;
      }
    }
  }

  private static void add(List<Stretch> extents, long from, long to) {
    if (!extents.isEmpty() && extents.getLast().to() == from) {
      from = extents.removeLast().from();
    }
    extents.add(new Stretch(from, to));
  }

  /** What is no hole. File systems that do not tell have none. */
  private static List<Stretch> data(int fileDescriptor, Path path) throws IOException {
    List<Stretch> extents = new ArrayList<>();
    for (long to = 0; ; ) {
      long from = FileCalls.lseek(fileDescriptor, to, FileCalls.seekData());
      if (from < 0 && LibC.errno() == FileCalls.enxio()) {
        return extents;
      }
      to = from < 0 ? from : FileCalls.lseek(fileDescriptor, from, FileCalls.seekHole());
      if (to < 0) {
        throw FileCalls.failure(path);
      }
      extents.add(new Stretch(from, to));
    }
  }

  @CConstant("FS_IOC_FIEMAP")
  private static native long mapOfFile();
}
