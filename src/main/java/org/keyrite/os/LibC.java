package org.keyrite.os;

import java.util.List;
import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.constant.CConstant;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunction.Transition;
import org.graalvm.nativeimage.c.function.CLibrary;
import org.graalvm.nativeimage.c.struct.AllowNarrowingCast;
import org.graalvm.nativeimage.c.struct.CField;
import org.graalvm.nativeimage.c.struct.CFieldAddress;
import org.graalvm.nativeimage.c.struct.CStruct;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CIntPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.word.PointerBase;
import org.graalvm.word.SignedWord;

/**
 * The C library's functions, constants and structures that this package calls.
 *
 * <p>All calls stay in Java's thread state ({@link Transition#NO_TRANSITION}): each of them returns
 * at once, and a safepoint between a call and the read of its {@code errno} could change the value.
 */
@CContext(LibC.Headers.class)
@CLibrary(value = "keyrite", requireStatic = true)
final class LibC {
  private LibC() {}

  static final class Headers implements CContext.Directives {
    @Override
    public List<String> getHeaderFiles() {
      return List.of(
          "<errno.h>",
          "<fcntl.h>",
          "<signal.h>",
          "<termios.h>",
          "<unistd.h>",
          "<string.h>",
          "<sys/ioctl.h>",
          "<sys/mount.h>",
          "<sys/prctl.h>",
          "<sys/resource.h>",
          "<sys/stat.h>",
          "<sys/statvfs.h>",
          "<sys/vfs.h>",
          "<sys/wait.h>",
          "<linux/magic.h>");
    }

    @Override
    public List<String> getMacroDefinitions() {
      return List.of("_GNU_SOURCE");
    }
  }

  /** Why the last call failed. */
  static int errno() {
    return errnoLocation().read();
  }

  /** What an {@code errno} means, in the C library's words. */
  static String reason(int errno) {
    return CTypeConversion.toJavaString(strerror(errno));
  }

  @CFunction(value = "__errno_location", transition = Transition.NO_TRANSITION)
  private static native CIntPointer errnoLocation();

  @CFunction(transition = Transition.NO_TRANSITION)
  static native int close(int fileDescriptor);

  @CFunction(transition = Transition.NO_TRANSITION)
  static native int fcntl(int fileDescriptor, int command);

  @CFunction(transition = Transition.NO_TRANSITION)
  static native int fstat(int fileDescriptor, Stat result);

  @CFunction(transition = Transition.NO_TRANSITION)
  static native int ioctl(int fileDescriptor, long request, PointerBase result);

  /** Ours, in {@code src/main/c/sockets.c}. */
  @CFunction(value = "keyrite_deny_sockets", transition = Transition.NO_TRANSITION)
  static native int denySockets();

  @CFunction(transition = Transition.NO_TRANSITION)
  static native int getpgrp();

  /**
   * Ours, in {@code src/main/c/room.c}, as the next two: these take their time, so that Java's
   * collector does not wait for them. They give {@code errno} back themselves.
   */
  @CFunction("keyrite_room_begin")
  static native int beginRoom(PointerBase numbers, PointerBase words, PointerBase handles);

  @CFunction("keyrite_room_next")
  static native int nextOfRoom(int report, PointerBase numbers, int milliseconds);

  @CFunction("keyrite_room_end")
  static native void endRoom(PointerBase handles);

  @CFunction(transition = Transition.NO_TRANSITION)
  static native int isatty(int fileDescriptor);

  /** The handler is {@code SIG_IGN} here, the number 1. */
  @CFunction(transition = Transition.NO_TRANSITION)
  static native PointerBase signal(int signal, PointerBase handler);

  @CFunction(transition = Transition.NO_TRANSITION)
  static native int umount2(CCharPointer path, int flags);

  @CFunction(transition = Transition.NO_TRANSITION)
  static native int open(CCharPointer path, int flags);

  /** Of a regular file: another could keep Java's collector waiting. */
  @CFunction(transition = Transition.NO_TRANSITION)
  static native SignedWord read(int fileDescriptor, PointerBase memory, long bytes);

  @CFunction(transition = Transition.NO_TRANSITION)
  static native CCharPointer strerror(int errno);

  @CFunction(transition = Transition.NO_TRANSITION)
  static native int prctl(int option, long second, long third, long fourth, long fifth);

  @CFunction(transition = Transition.NO_TRANSITION)
  static native int setrlimit(int resource, ResourceLimit limit);

  @CFunction(transition = Transition.NO_TRANSITION)
  static native int statfs(CCharPointer path, StatFs result);

  @CFunction(transition = Transition.NO_TRANSITION)
  static native int tcflush(int fileDescriptor, int queue);

  @CFunction(transition = Transition.NO_TRANSITION)
  static native int tcgetpgrp(int fileDescriptor);

  @CFunction(transition = Transition.NO_TRANSITION)
  static native int tcgetattr(int fileDescriptor, Termios result);

  @CFunction(transition = Transition.NO_TRANSITION)
  static native int tcsetattr(int fileDescriptor, int when, Termios settings);

  @CStruct(value = "struct termios")
  interface Termios extends PointerBase {
    @CField("c_lflag")
    int localModes();

    @CField("c_lflag")
    void localModes(int modes);

    @CFieldAddress("c_cc")
    CCharPointer controlCharacters();
  }

  @CStruct(value = "struct winsize")
  interface WindowSize extends PointerBase {
    @CField("ws_col")
    short columns();
  }

  @CStruct(value = "struct rlimit")
  interface ResourceLimit extends PointerBase {
    @CField("rlim_cur")
    void soft(long bytes);

    @CField("rlim_max")
    void hard(long bytes);
  }

  @CStruct(value = "struct stat")
  interface Stat extends PointerBase {
    @CField("st_mode")
    int mode();

    @CField("st_dev")
    long device();

    @CField("st_ino")
    long number();
  }

  @CStruct(value = "struct statfs")
  interface StatFs extends PointerBase {
    @CField("f_type")
    @AllowNarrowingCast
    int type();

    @CField("f_flags")
    @AllowNarrowingCast
    int flags();
  }

  @CConstant("SIGQUIT")
  static native int sigquit();

  @CConstant("SIGUSR1")
  static native int sigusr1();

  @CConstant("SIGUSR2")
  static native int sigusr2();

  @CConstant("MNT_DETACH")
  static native int mntDetach();

  @CConstant("F_GETFD")
  static native int getDescriptorFlags();

  @CConstant("O_RDONLY")
  static native int openReadOnly();

  @CConstant("O_WRONLY")
  static native int openWriteOnly();

  @CConstant("O_RDWR")
  static native int openReadWrite();

  @CConstant("O_NOFOLLOW")
  static native int openNoLink();

  @CConstant("O_NONBLOCK")
  static native int openWithoutWaiting();

  @CConstant("S_IFMT")
  static native int fileTypeMask();

  @CConstant("S_IFDIR")
  static native int directory();

  @CConstant("S_IFREG")
  static native int regularFile();

  @CConstant("S_IFIFO")
  static native int pipe();

  @CConstant("S_IFSOCK")
  static native int socket();

  @CConstant("O_CLOEXEC")
  static native int openCloseOnExec();

  @CConstant("ECHO")
  static native int echo();

  @CConstant("ICANON")
  static native int canonical();

  @CConstant("ISIG")
  static native int signals();

  @CConstant("VMIN")
  static native int fewestBytes();

  @CConstant("VTIME")
  static native int patience();

  @CConstant("VQUIT")
  static native int quitKey();

  @CConstant("VSUSP")
  static native int suspendKey();

  @CConstant("_POSIX_VDISABLE")
  static native int noKey();

  @CConstant("TCSANOW")
  static native int now();

  @CConstant("TCIFLUSH")
  static native int input();

  @CConstant("TIOCGWINSZ")
  static native long windowSize();

  @CConstant("FIONREAD")
  static native long bytesToRead();

  @CConstant("PR_SET_DUMPABLE")
  static native int prSetDumpable();

  @CConstant("PR_SET_NO_NEW_PRIVS")
  static native int prSetNoNewPrivs();

  @CConstant("RLIMIT_CORE")
  static native int rlimitCore();

  @CConstant("TMPFS_MAGIC")
  static native int tmpfsMagic();

  @CConstant("RAMFS_MAGIC")
  static native int ramfsMagic();

  @CConstant("ST_NOEXEC")
  static native int stNoexec();

  @CConstant("ENOENT")
  static native int enoent();
}
