/*
 * A seccomp filter that refuses new sockets, for all threads and for all programs that are started from now on. An
 * error rather than a kill: a C library that asks a name service for the user's name must not end a ceremony. The
 * error is ENOSYS, by way of a tracer that is not there: that is the only way in which the filter of the room
 * (room_filter.c), which is laid over this one, can still tell what it denies. Nobody can trace keyrite, which is
 * not dumpable; in the room nobody can trace anybody.
 *
 * Refused as well is what gives a socket without that call. A datagram pair sends to any name and receives
 * sockets from whoever listens there; a stream pair is connected to itself for good, and programs use it as a
 * pipe. pidfd_getfd takes a socket out of another process, a ring of io_uring opens its own. System calls of
 * another architecture, and of the x32 interface, have numbers that mean something else.
 */
#define _GNU_SOURCE /* for syscall */
#include "keyrite.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Where the system call numbers of the x32 interface begin. */
#define X32_BIT 0x40000000

/* The kernel's number, whether or not the headers know it. */
#define PIDFD_GETFD 438

/* The bits of a socket's type that are not flags. */
#define TYPE_MASK 0xf

/* The last two instructions. */
enum { ALLOW = 13, DENY = 14 };

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))

/* The instruction at a place, which goes on at one of two others. */
#define JUMP(at, comparison, value, yes, no) \
  BPF_JUMP(BPF_JMP | (comparison) | BPF_K, value, (yes) - (at) - 1, (no) - (at) - 1)

int keyrite_deny_sockets(void) {
  static struct sock_filter instructions[] = {
      LOAD(arch),
      JUMP(1, BPF_JEQ, AUDIT_ARCH_X86_64, 2, DENY),
      LOAD(nr),
      JUMP(3, BPF_JGE, X32_BIT, DENY, 4),
      JUMP(4, BPF_JEQ, SYS_socket, DENY, 5),
      JUMP(5, BPF_JEQ, SYS_io_uring_setup, DENY, 6),
      JUMP(6, BPF_JEQ, PIDFD_GETFD, DENY, 7),
      JUMP(7, BPF_JEQ, SYS_socketpair, 8, ALLOW),
      /* Of an int, the kernel looks at the low half of the argument only, and so does this. */
      LOAD(args[0]),
      JUMP(9, BPF_JEQ, AF_UNIX, 10, DENY),
      LOAD(args[1]),
      BPF_STMT(BPF_ALU | BPF_AND | BPF_K, TYPE_MASK),
      JUMP(12, BPF_JEQ, SOCK_STREAM, ALLOW, DENY),
      [ALLOW] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
      [DENY] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE),
  };
  struct sock_fprog program = {sizeof instructions / sizeof instructions[0], instructions};
  return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
}
