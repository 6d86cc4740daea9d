/* What is denied in the room: read by the filter (room_filter.c), and by who answers for it (room_answer.c). */
#ifndef ROOM_CALLS_H
#define ROOM_CALLS_H

#include "room.h"

#include <sys/resource.h>
#include <sys/syscall.h>

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

/* What is denied if one argument's low half has this value. */
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

/*
 * What acts on the process that an argument names: to be let through for those of the room only. The first six are
 * about signals.
 */
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

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

#endif
