package org.keyrite.os;

import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.constant.CConstant;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunction.Transition;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.nativeimage.c.type.CTypeConversion.CCharPointerHolder;

/** What files that are held or read call; as in {@link LibC}, each returns at once. */
@CContext(FileCalls.Headers.class)
final class FileCalls {
  private FileCalls() {}

  static final class Headers implements CContext.Directives {
    @Override
    public List<String> getHeaderFiles() {
      return List.of("<errno.h>", "<fcntl.h>", "<sys/file.h>", "<sys/stat.h>", "<unistd.h>");
    }

    @Override
    public List<String> getMacroDefinitions() {
      return List.of("_GNU_SOURCE");
    }
  }

  /** With {@link #lockWithoutWaiting} only. */
  @CFunction(transition = Transition.NO_TRANSITION)
  static native int flock(int fileDescriptor, int operation);

  @CFunction(transition = Transition.NO_TRANSITION)
  static native long lseek(int fileDescriptor, long offset, int whence);

  /** Opens a file, and closes it when a program is started. */
  static int open(Path path, int flags) throws FileSystemException {
    try (CCharPointerHolder name = CTypeConversion.toCString(path.toString())) {
      int opened = LibC.open(name.get(), flags | LibC.openCloseOnExec());
      if (opened < 0) {
        throw failure(path);
      }
      return opened;
    }
  }

  /** Why the last call about a file failed. */
  static FileSystemException failure(Path path) {
    int errno = LibC.errno();
    return errno == LibC.enoent()
        ? new NoSuchFileException(path.toString())
        : new FileSystemException(path.toString(), null, LibC.reason(errno));
  }

  @CConstant("O_PATH")
  static native int openAsPlace();

  @CConstant("LOCK_EX")
  static native int lockExclusively();

  @CConstant("LOCK_NB")
  static native int lockWithoutWaiting();

  @CConstant("SEEK_DATA")
  static native int seekData();

  @CConstant("SEEK_HOLE")
  static native int seekHole();

  @CConstant("ENXIO")
  static native int enxio();
}
