/*
 * The filter of system calls in the room (seccomp(2)). What it denies is EPERM, not the end of the program: a C
 * library that asks a name service for the user's name must not end a ceremony. Where the kernel can, it asks the
 * keeper, who notes what was tried, and says EPERM then.
 *
 * Of an int argument the kernel looks at the low half only, and so does this.
 */
#define _GNU_SOURCE
#include "room_calls.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define X32_BIT 0x40000000
#define TYPE_MASK 0xf
#define NAMESPACES \
  (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET)

/* Landlock's first ABI that holds signals in. */
#define LANDLOCK_SCOPES 6

#define SIGNALS 6

/* The first process of a namespace. */
#define KEEPER 1

struct program {
  struct sock_filter code[512];
  unsigned short length;
};

static void add(struct program *program, unsigned short code, unsigned char yes, unsigned char no, unsigned value) {
  program->code[program->length++] = (struct sock_filter){code, yes, no, value};
}

static void load(struct program *program, size_t offset) {
  add(program, BPF_LD | BPF_W | BPF_ABS, 0, 0, (unsigned)offset);
}

static void load_call(struct program *program) { load(program, offsetof(struct seccomp_data, nr)); }

static void load_argument(struct program *program, int argument) {
  load(program, offsetof(struct seccomp_data, args) + 8 * (size_t)argument);
}

static void give(struct program *program, unsigned action) { add(program, BPF_RET | BPF_K, 0, 0, action); }

/* Skips so many instructions unless what is loaded is equal. */
static void skip_unless(struct program *program, unsigned value, unsigned char skipped) {
  add(program, BPF_JMP | BPF_JEQ | BPF_K, 0, skipped, value);
}

/* Decides about a call by one pointer: null is allowed, which is so if both of its halves are 0. */
static void allow_only_null(struct program *program, unsigned call, int argument, unsigned deny) {
  skip_unless(program, call, 6);
  load_argument(program, argument);
  skip_unless(program, 0, 3);
  load(program, offsetof(struct seccomp_data, args) + 8 * (size_t)argument + 4);
  skip_unless(program, 0, 1);
  give(program, SECCOMP_RET_ALLOW);
  give(program, deny);
}

static void add_argument_rules(struct program *program, unsigned deny) {
  for (size_t i = 0; i < LENGTH(DENIED_VALUES); i++) {
    skip_unless(program, (unsigned)DENIED_VALUES[i].call, 4);
    load_argument(program, DENIED_VALUES[i].argument);
    skip_unless(program, DENIED_VALUES[i].value, 1);
    give(program, deny);
    load_call(program);
  }
  /* A pair is connected to itself for good; only a stream's: a datagram goes to any name. */
  skip_unless(program, SYS_socketpair, 7);
  load_argument(program, 0);
  skip_unless(program, AF_UNIX, 4);
  load_argument(program, 1);
  add(program, BPF_ALU | BPF_AND | BPF_K, 0, 0, TYPE_MASK);
  skip_unless(program, SOCK_STREAM, 1);
  give(program, SECCOMP_RET_ALLOW);
  give(program, deny);
  allow_only_null(program, SYS_sendto, 4, deny);
  skip_unless(program, SYS_clone, 4);
  load_argument(program, 0);
  add(program, BPF_JMP | BPF_JSET | BPF_K, 0, 1, NAMESPACES);
  give(program, deny);
  load_call(program);
  /* Its flags are out of a filter's sight. Without it, a library falls back to clone. */
  skip_unless(program, CALL_CLONE3, 1);
  give(program, SECCOMP_RET_ERRNO | ENOSYS);
  /* Who lowers the limit of 1 byte to 0 would be dumped through a pipe: said to be done, and not done. */
  skip_unless(program, SYS_setrlimit, 4);
  load_argument(program, 0);
  skip_unless(program, RLIMIT_CORE, 1);
  give(program, SECCOMP_RET_ERRNO);
  load_call(program);
  skip_unless(program, SYS_prlimit64, 8);
  load_argument(program, 1);
  skip_unless(program, RLIMIT_CORE, 5);
  load_argument(program, 2);
  skip_unless(program, 0, 2);
  load(program, offsetof(struct seccomp_data, args) + 8 * 2 + 4);
  add(program, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 0);
  give(program, SECCOMP_RET_ERRNO);
  load_call(program);
}

/*
 * In a process namespace, the keeper is the one process that is not the room's own. In a shared one, Landlock may hold
 * signals in; of the rest the keeper is asked.
 */
static void add_process_rules(struct program *program, const struct room *room, int landlock, unsigned deny) {
  for (size_t i = 0; i < LENGTH(ON_PROCESS); i++) {
    if (room->mode == MODE_SHARED && i < SIGNALS && landlock >= LANDLOCK_SCOPES) {
      continue;
    }
    skip_unless(program, (unsigned)ON_PROCESS[i].call, 4);
    load_argument(program, ON_PROCESS[i].argument);
    if (room->mode == MODE_SHARED) {
      /* 0 is the process itself, or its group. */
      add(program, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 0);
    } else {
      skip_unless(program, KEEPER, 1);
    }
    give(program, deny);
    load_call(program);
  }
}

/* Where the room shares the machine's view. */
static void add_shared_rules(struct program *program, int landlock, unsigned deny) {
  for (size_t i = 0; i < LENGTH(ON_NAMES); i++) {
    skip_unless(program, (unsigned)ON_NAMES[i], 1);
    give(program, deny);
  }
  /* Without a name, it is about an open file. */
  allow_only_null(program, SYS_utimensat, 1, deny);
  if (landlock < LANDLOCK_SCOPES) {
    skip_unless(program, CALL_PIDFD_SEND_SIGNAL, 1);
    give(program, SECCOMP_RET_ERRNO | EPERM);
  }
  /* Nobody leaves the group that is killed at the end. */
  skip_unless(program, SYS_setsid, 1);
  give(program, SECCOMP_RET_ERRNO | EPERM);
  skip_unless(program, SYS_setpgid, 1);
  give(program, SECCOMP_RET_ERRNO | EPERM);
}

static void build(struct program *program, const struct room *room, int landlock, unsigned deny) {
  program->length = 0;
  load(program, offsetof(struct seccomp_data, arch));
  add(program, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, AUDIT_ARCH_X86_64);
  give(program, SECCOMP_RET_ERRNO | EPERM);
  load_call(program);
  add(program, BPF_JMP | BPF_JGE | BPF_K, 0, 1, X32_BIT);
  give(program, SECCOMP_RET_ERRNO | EPERM);
  for (size_t i = 0; i < LENGTH(DENIED); i++) {
    skip_unless(program, (unsigned)DENIED[i].call, 1);
    give(program, deny);
  }
  add_argument_rules(program, deny);
  add_process_rules(program, room, landlock, deny);
  if (room->mode == MODE_SHARED) {
    add_shared_rules(program, landlock, deny);
  }
  give(program, SECCOMP_RET_ALLOW);
}

int room_filter(const struct room *room, int landlock, int *listener) {
  struct program program;
  struct sock_fprog filter = {0, program.code};
  build(&program, room, landlock, SECCOMP_RET_USER_NOTIF);
  filter.len = program.length;
  int descriptor = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &filter);
  if (descriptor >= 0) {
    *listener = descriptor;
    return 2;
  }
  build(&program, room, landlock, SECCOMP_RET_ERRNO | EPERM);
  filter.len = program.length;
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) == 0 ? 1 : 0;
}
