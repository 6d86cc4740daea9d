package org.keyrite.os;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.constant.CConstant;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunction.Transition;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.nativeimage.c.type.CTypeConversion.CCharPointerHolder;
import org.graalvm.word.PointerBase;
import org.graalvm.word.SignedWord;
import org.graalvm.word.UnsignedWord;

/** What files that are held or read call; as in {@link LibC}, each returns at once. */
@CContext(FileCalls.Headers.class)
final class FileCalls {
  /** What Java puts in place of bytes that it cannot read. */
  private static final char REPLACEMENT = '\ufffd';

  private static final int EVERYBODYS = 0666;

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

  /** With a third argument, which a file that is made takes. */
  @CFunction(value = "open", transition = Transition.NO_TRANSITION)
  private static native int make(CCharPointer path, int flags, int mode);

  @CFunction(transition = Transition.NO_TRANSITION)
  private static native int linkat(
      int fromFolder, CCharPointer from, int toFolder, CCharPointer to, int flags);

  @CFunction(transition = Transition.NO_TRANSITION)
  static native SignedWord listxattr(CCharPointer path, CCharPointer names, UnsignedWord size);

  @CFunction(transition = Transition.NO_TRANSITION)
  static native SignedWord getxattr(
      CCharPointer path, CCharPointer name, CCharPointer value, UnsignedWord size);

  @CFunction(transition = Transition.NO_TRANSITION)
  static native int setxattr(
      CCharPointer path, CCharPointer name, PointerBase value, UnsignedWord size, int flags);

  @CFunction(transition = Transition.NO_TRANSITION)
  static native int removexattr(CCharPointer path, CCharPointer name);

  /**
   * Makes a file that has no name.
   *
   * @return its descriptor; negative if it cannot be made
   */
  static int makeUnnamed(Path folder, int mode) {
    if (!isUtf8(folder)) {
      return -1;
    }
    try (CCharPointerHolder name = CTypeConversion.toCString(folder.toString())) {
      int flags = openWithoutName() | LibC.openReadWrite() | LibC.openCloseOnExec();
      return make(name.get(), flags, mode);
    }
  }

  /**
   * Makes a file.
   *
   * @param free its name, which nothing has
   * @return its descriptor
   */
  static int makeNew(Path free, int mode) throws FileSystemException {
    try (CCharPointerHolder name = CTypeConversion.toCString(free.toString())) {
      int flags = openToMake() | openExclusively() | LibC.openReadWrite();
      int made = make(name.get(), flags | LibC.openCloseOnExec(), mode);
      if (made < 0) {
        throw failure(free);
      }
      return made;
    }
  }

  /** Whether a name is UTF-8. Of one that is not, a call would get another. */
  static boolean isUtf8(Path path) {
    return path.toString().indexOf(REPLACEMENT) < 0;
  }

  /**
   * Opens a file to write to it.
   *
   * @param asIfToMake whether one is made if there is none
   */
  static int openToWrite(Path file, boolean asIfToMake) throws FileSystemException {
    try (CCharPointerHolder name = CTypeConversion.toCString(file.toString())) {
      int flags = LibC.openWriteOnly() | LibC.openWithoutWaiting() | LibC.openCloseOnExec();
      int opened = make(name.get(), asIfToMake ? flags | openToMake() : flags, EVERYBODYS);
      if (opened < 0) {
        throw failure(file);
      }
      return opened;
    }
  }

  /**
   * Gives a file that has none a name.
   *
   * @throws FileAlreadyExistsException if something has that name
   */
  static void link(Path file, Path free) throws FileSystemException {
    try (CCharPointerHolder from = CTypeConversion.toCString(file.toString());
        CCharPointerHolder to = CTypeConversion.toCString(free.toString())) {
      if (linkat(here(), from.get(), here(), to.get(), followLinks()) != 0) {
        throw failure(free);
      }
    }
  }

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
    if (errno == eexist()) {
      return new FileAlreadyExistsException(path.toString());
    }
    return errno == LibC.enoent()
        ? new NoSuchFileException(path.toString())
        : new FileSystemException(path.toString(), null, LibC.reason(errno));
  }

  @CConstant("O_TMPFILE")
  private static native int openWithoutName();

  @CConstant("O_EXCL")
  private static native int openExclusively();

  @CConstant("O_CREAT")
  private static native int openToMake();

  @CConstant("AT_FDCWD")
  private static native int here();

  @CConstant("AT_SYMLINK_FOLLOW")
  private static native int followLinks();

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

  @CConstant("EEXIST")
  private static native int eexist();

  @CConstant("ENXIO")
  static native int enxio();

  @CConstant("ENOTSUP")
  static native int enotsup();

  @CConstant("EINTR")
  static native int eintr();
}
