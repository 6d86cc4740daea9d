/*
 * The filter of system calls in the room (seccomp(2)). What it denies is EPERM, not the end of the program: a C
 * library that asks a name service for the user's name must not end a ceremony. Where the kernel can, it asks the
 * keeper, who notes what was tried, and says EPERM then.
 *
 * Of an int argument the kernel looks at the low half only, and so does this.
 */
#define _GNU_SOURCE
#include "room.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
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

/* The kernel's numbers, whether or not the headers know them. */
enum {
  CALL_PIDFD_SEND_SIGNAL = 424,
  CALL_IO_URING_SETUP = 425,
  CALL_IO_URING_ENTER = 426,
  CALL_IO_URING_REGISTER = 427,
  CALL_OPEN_TREE = 428,
  CALL_MOVE_MOUNT = 429,
  CALL_FSOPEN = 430,
  CALL_FSCONFIG = 431,
  CALL_FSMOUNT = 432,
  CALL_FSPICK = 433,
  CALL_PIDFD_OPEN = 434,
  CALL_CLONE3 = 435,
  CALL_PIDFD_GETFD = 438,
  CALL_PROCESS_MADVISE = 440,
  CALL_MOUNT_SETATTR = 442,
  CALL_QUOTACTL_FD = 443,
  CALL_PROCESS_MRELEASE = 448,
  CALL_FCHMODAT2 = 452,
  CALL_SETXATTRAT = 463,
  CALL_REMOVEXATTRAT = 466,
  CALL_OPEN_TREE_ATTR = 467,
};

/* What is denied whatever its arguments, and of which kind that is. */
static const struct {
  int call, kind;
} DENIED[] = {
    {SYS_socket, DENIED_SOCKET},
    {SYS_connect, DENIED_SOCKET},
    {SYS_bind, DENIED_SOCKET},
    {SYS_listen, DENIED_SOCKET},
    {SYS_accept, DENIED_SOCKET},
    {SYS_accept4, DENIED_SOCKET},
    {CALL_IO_URING_SETUP, DENIED_SOCKET},
    {CALL_IO_URING_ENTER, DENIED_SOCKET},
    {CALL_IO_URING_REGISTER, DENIED_SOCKET},
    {SYS_ptrace, DENIED_PROCESS},
    {SYS_process_vm_readv, DENIED_PROCESS},
    {SYS_process_vm_writev, DENIED_PROCESS},
    {SYS_kcmp, DENIED_PROCESS},
    {SYS_migrate_pages, DENIED_PROCESS},
    {SYS_move_pages, DENIED_PROCESS},
    {CALL_PIDFD_GETFD, DENIED_PROCESS},
    {CALL_PROCESS_MADVISE, DENIED_PROCESS},
    {CALL_PROCESS_MRELEASE, DENIED_PROCESS},
    {SYS_unshare, DENIED_NAMESPACE},
    {SYS_setns, DENIED_NAMESPACE},
    {SYS_mount, DENIED_NAMESPACE},
    {SYS_umount2, DENIED_NAMESPACE},
    {SYS_pivot_root, DENIED_NAMESPACE},
    {SYS_chroot, DENIED_NAMESPACE},
    {CALL_OPEN_TREE, DENIED_NAMESPACE},
    {CALL_OPEN_TREE_ATTR, DENIED_NAMESPACE},
    {CALL_MOVE_MOUNT, DENIED_NAMESPACE},
    {CALL_FSOPEN, DENIED_NAMESPACE},
    {CALL_FSCONFIG, DENIED_NAMESPACE},
    {CALL_FSMOUNT, DENIED_NAMESPACE},
    {CALL_FSPICK, DENIED_NAMESPACE},
    {CALL_MOUNT_SETATTR, DENIED_NAMESPACE},
    {SYS_open_by_handle_at, DENIED_NAMESPACE},
    {SYS_name_to_handle_at, DENIED_NAMESPACE},
    {SYS_bpf, DENIED_KERNEL},
    {SYS_perf_event_open, DENIED_KERNEL},
    {SYS_userfaultfd, DENIED_KERNEL},
    {SYS_kexec_load, DENIED_KERNEL},
    {SYS_kexec_file_load, DENIED_KERNEL},
    {SYS_init_module, DENIED_KERNEL},
    {SYS_finit_module, DENIED_KERNEL},
    {SYS_delete_module, DENIED_KERNEL},
    {SYS_reboot, DENIED_KERNEL},
    {SYS_swapon, DENIED_KERNEL},
    {SYS_swapoff, DENIED_KERNEL},
    {SYS_acct, DENIED_KERNEL},
    {SYS_quotactl, DENIED_KERNEL},
    {CALL_QUOTACTL_FD, DENIED_KERNEL},
    {SYS_syslog, DENIED_KERNEL},
    {SYS_iopl, DENIED_KERNEL},
    {SYS_ioperm, DENIED_KERNEL},
    {SYS_shmget, DENIED_SHARED_MEMORY},
    {SYS_shmat, DENIED_SHARED_MEMORY},
    {SYS_shmctl, DENIED_SHARED_MEMORY},
    {SYS_semget, DENIED_SHARED_MEMORY},
    {SYS_msgget, DENIED_SHARED_MEMORY},
    {SYS_mq_open, DENIED_SHARED_MEMORY},
    {SYS_mq_unlink, DENIED_SHARED_MEMORY},
    {SYS_keyctl, DENIED_KEYS},
    {SYS_add_key, DENIED_KEYS},
    {SYS_request_key, DENIED_KEYS},
};

/* What is denied for some values of one argument's low half: those that have one of the bits, or that are equal. */
static const struct {
  int call, argument;
  unsigned value;
  int kind;
} DENIED_VALUES[] = {
    {SYS_ioctl, 1, 0x5412, DENIED_TERMINAL}, /* TIOCSTI */
    {SYS_ioctl, 1, 0x541c, DENIED_TERMINAL}, /* TIOCLINUX */
    {SYS_ioctl, 1, 0x541d, DENIED_TERMINAL}, /* TIOCCONS */
    {SYS_ioctl, 1, 0x540e, DENIED_TERMINAL}, /* TIOCSCTTY */
    {SYS_ioctl, 1, 0x5423, DENIED_TERMINAL}, /* TIOCSETD */
    {SYS_ioctl, 1, 0x8901, DENIED_PROCESS},  /* FIOSETOWN */
    {SYS_ioctl, 1, 0x8902, DENIED_PROCESS},  /* SIOCSPGRP */
    {SYS_setpriority, 0, PRIO_USER, DENIED_PROCESS},
    {SYS_ioprio_set, 0, 3, DENIED_PROCESS},  /* IOPRIO_WHO_USER */
    {SYS_fcntl, 1, 8, DENIED_PROCESS},       /* F_SETOWN: signals to whom it names */
    {SYS_fcntl, 1, 15, DENIED_PROCESS},      /* F_SETOWN_EX */
};

/* What acts on the process that an argument names: to be let through for those of the room only. Signals come first. */
static const struct {
  int call, argument;
} ON_PROCESS[] = {
    {SYS_kill, 0},           {SYS_tkill, 0},
    {SYS_tgkill, 0},         {SYS_rt_sigqueueinfo, 0},
    {SYS_rt_tgsigqueueinfo, 0}, {CALL_PIDFD_OPEN, 0}, {SYS_sched_setaffinity, 0},
    {SYS_sched_setparam, 0}, {SYS_sched_setscheduler, 0},
    {SYS_sched_setattr, 0},  {SYS_setpriority, 1},
    {SYS_ioprio_set, 1},     {SYS_prlimit64, 0},
};

/*
 * Who shares the machine's view, as this user, could open the user's files to others by their names: Landlock holds
 * that in not yet. Files that it has open, it can still change so.
 */
static const int ON_NAMES[] = {
    SYS_chmod,    SYS_fchmodat,     CALL_FCHMODAT2, SYS_chown,     SYS_lchown,       SYS_fchownat,
    SYS_utime,    SYS_utimes,       SYS_futimesat,  SYS_setxattr,  SYS_lsetxattr,    SYS_removexattr,
    SYS_lremovexattr, CALL_SETXATTRAT, CALL_REMOVEXATTRAT,
};

#define SIGNALS 6

/* The first process of a namespace. */
#define KEEPER 1

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

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
  /* An address, a pointer, is there if one of its halves is not 0. */
  skip_unless(program, SYS_sendto, 6);
  load_argument(program, 4);
  skip_unless(program, 0, 3);
  load(program, offsetof(struct seccomp_data, args) + 8 * 4 + 4);
  skip_unless(program, 0, 1);
  give(program, SECCOMP_RET_ALLOW);
  give(program, deny);
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
  skip_unless(program, SYS_utimensat, 6);
  load_argument(program, 1);
  skip_unless(program, 0, 3);
  load(program, offsetof(struct seccomp_data, args) + 8 * 1 + 4);
  skip_unless(program, 0, 1);
  give(program, SECCOMP_RET_ALLOW);
  give(program, deny);
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

static int kind_of(const struct seccomp_data *data) {
  for (size_t i = 0; i < LENGTH(DENIED); i++) {
    if (DENIED[i].call == data->nr) {
      return DENIED[i].kind;
    }
  }
  for (size_t i = 0; i < LENGTH(DENIED_VALUES); i++) {
    if (DENIED_VALUES[i].call == data->nr && DENIED_VALUES[i].value == (unsigned)data->args[DENIED_VALUES[i].argument]) {
      return DENIED_VALUES[i].kind;
    }
  }
  for (size_t i = 0; i < LENGTH(ON_NAMES); i++) {
    if (ON_NAMES[i] == data->nr) {
      return DENIED_ATTRIBUTES;
    }
  }
  return data->nr == SYS_utimensat ? DENIED_ATTRIBUTES : data->nr == SYS_clone ? DENIED_NAMESPACE : DENIED_SOCKET;
}

/* Whether the call acts on a process of the group, by that or as the whole of it; 0 is no group. */
static int is_of_group(const struct seccomp_data *data, int process_group, int *is_on_process) {
  for (size_t i = 0; i < LENGTH(ON_PROCESS); i++) {
    if (ON_PROCESS[i].call == data->nr) {
      *is_on_process = 1;
      int process = (int)data->args[ON_PROCESS[i].argument];
      /* Whose priority it is: of one process. Limits are read by who does not set them. */
      if ((data->nr == SYS_setpriority && (int)data->args[0] != PRIO_PROCESS) ||
          (data->nr == SYS_ioprio_set && (int)data->args[0] != 1)) {
        return 0;
      }
      if (process_group == 0) {
        return 0;
      }
      return process < 0 ? process == -process_group : getpgid(process) == process_group;
    }
  }
  return 0;
}

int room_answer(int listener, int process_group) {
  /* Larger than what any kernel writes so far. */
  union {
    struct seccomp_notif asked;
    char space[512];
  } question;
  union {
    struct seccomp_notif_resp said;
    char space[512];
  } answer;
  memset(&question, 0, sizeof question);
  memset(&answer, 0, sizeof answer);
  if (syscall(SYS_ioctl, listener, SECCOMP_IOCTL_NOTIF_RECV, &question) != 0) {
    return 0; /* It was killed meanwhile. */
  }
  int is_on_process = 0;
  int allowed = is_of_group(&question.asked.data, process_group, &is_on_process);
  answer.said.id = question.asked.id;
  answer.said.error = allowed ? 0 : -EPERM;
  answer.said.flags = allowed ? SECCOMP_USER_NOTIF_FLAG_CONTINUE : 0;
  syscall(SYS_ioctl, listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
  if (allowed) {
    return 0;
  }
  return is_on_process ? DENIED_PROCESS : kind_of(&question.asked.data);
}
