package org.keyrite.os;

import java.util.List;
import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.constant.CConstant;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunction.Transition;
import org.graalvm.nativeimage.c.struct.CField;
import org.graalvm.nativeimage.c.struct.CStruct;
import org.graalvm.word.PointerBase;

/** What {@link Held} calls; as in {@link LibC}, each returns at once. */
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
  static native int fstat(int fileDescriptor, Status result);

  @CFunction(transition = Transition.NO_TRANSITION)
  static native long lseek(int fileDescriptor, long offset, int whence);

  @CStruct(value = "struct stat")
  interface Status extends PointerBase {
    @CField("st_dev")
    long device();

    @CField("st_ino")
    long number();
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
