package org.keyrite.os;

import org.graalvm.nativeimage.StackValue;
import org.graalvm.nativeimage.c.type.CCharPointer;

/**
 * A seccomp filter that refuses new sockets with {@code EPERM}, for all threads and all programs
 * started from now on.
 *
 * <p>An error rather than a kill: a C library that asks a name service for the user's name must not
 * end a ceremony. {@code io_uring_setup} is refused too, since a ring can open sockets without the
 * system call; so is every call of another architecture or of the x32 interface, whose numbers mean
 * something else.
 */
final class SocketFilter {
  /** {@code struct sock_filter}: 16-bit code, two 8-bit jump distances, a 32-bit operand. */
  private static final int INSTRUCTION_BYTES = 8;

  private static final int INSTRUCTIONS = 8;

  /** Offsets in {@code struct seccomp_data}. */
  private static final int NUMBER_OFFSET = 0;

  private static final int ARCHITECTURE_OFFSET = 4;

  /** System call numbers of the x32 interface start here. */
  private static final int X32_BIT = 0x40000000;

  private SocketFilter() {}

  /** Returns 0 when the kernel has installed the filter on every thread. */
  static int install() {
    CCharPointer program = StackValue.get(INSTRUCTIONS * INSTRUCTION_BYTES);
    int denied = LibC.seccompRetErrno() | LibC.eperm();
    put(program, 0, LibC.bpfLoadWord(), 0, 0, ARCHITECTURE_OFFSET);
    put(program, 1, LibC.bpfJumpIfEqual(), 0, 5, LibC.auditArchX8664());
    put(program, 2, LibC.bpfLoadWord(), 0, 0, NUMBER_OFFSET);
    put(program, 3, LibC.bpfJumpIfNotBelow(), 3, 0, X32_BIT);
    put(program, 4, LibC.bpfJumpIfEqual(), 2, 0, LibC.sysSocket());
    put(program, 5, LibC.bpfJumpIfEqual(), 1, 0, LibC.sysIoUringSetup());
    put(program, 6, LibC.bpfReturn(), 0, 0, LibC.seccompRetAllow());
    put(program, 7, LibC.bpfReturn(), 0, 0, denied);
    LibC.FilterProgram handle = StackValue.get(LibC.FilterProgram.class);
    handle.length((short) INSTRUCTIONS);
    handle.filter(program);
    return (int)
        LibC.syscall(
                LibC.sysSeccomp(),
                LibC.seccompSetModeFilter(),
                LibC.seccompFilterFlagTsync(),
                handle)
            .rawValue();
  }

  private static void put(
      CCharPointer program, int index, int code, int ifTrue, int ifFalse, int operand) {
    int at = index * INSTRUCTION_BYTES;
    program.write(at, (byte) code);
    program.write(at + 1, (byte) (code >>> 8));
    program.write(at + 2, (byte) ifTrue);
    program.write(at + 3, (byte) ifFalse);
    for (int i = 0; i < 4; i++) {
      program.write(at + 4 + i, (byte) (operand >>> (8 * i)));
    }
  }
}
