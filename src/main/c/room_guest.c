/* The guest: gives up the rights that are left, and becomes the program. */
#define _GNU_SOURCE
#include "room.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/securebits.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <unistd.h>

/* More processes and threads than there are now that the room may have. */
#define MOST_PROCESSES 512

/* Where the program's descriptor is, for an interpreter that has to open it: /dev/fd/3. */
#define PROGRAM 3

static void require(const struct inside *inside, int result, int step) {
  if (result < 0) {
    room_fail(inside, step);
  }
}

static int limit(int resource, uint64_t amount) {
  struct rlimit now;
  if (getrlimit(resource, &now) != 0) {
    return -1;
  }
  if (now.rlim_max != RLIM_INFINITY && now.rlim_max < amount) {
    amount = now.rlim_max;
  }
  struct rlimit both = {amount, amount};
  return setrlimit(resource, &both);
}

/*
 * What the program writes to itself may take half of the machine's memory at most, in each of its processes. A core
 * dump of 1 byte, not 0: with a piped core_pattern the kernel ignores 0, and takes 1 to mean that it writes
 * nothing. Processes count for a user, in some kernels over all namespaces: so those of the machine are added.
 */
static int limit_all(const struct room *room) {
  struct sysinfo machine;
  if (sysinfo(&machine) != 0) {
    return -1;
  }
  int result = limit(RLIMIT_CORE, 1);
  result |= limit(RLIMIT_FSIZE, (uint64_t)room->file_bytes);
  uint64_t half = (uint64_t)machine.totalram / 2 * machine.mem_unit;
  result |= limit(RLIMIT_DATA, half < (uint64_t)room->data_bytes ? half : (uint64_t)room->data_bytes);
  result |= limit(RLIMIT_NPROC, (uint64_t)machine.procs + MOST_PROCESSES);
  result |= limit(RLIMIT_MEMLOCK, 0);
  result |= limit(RLIMIT_MSGQUEUE, 0);
  return result;
}

/*
 * System calls, not the library's functions: those would tell the other threads, which are not in this copy of the
 * process.
 */
static int become(int guest) {
  return syscall(SYS_setgroups, 0, 0) != 0 || syscall(SYS_setresgid, guest, guest, guest) != 0 ||
                 syscall(SYS_setresuid, guest, guest, guest) != 0
             ? -1
             : 0;
}

static int access_by_name(const char *path) {
  int folder = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
  return folder >= 0 && close(folder) == 0;
}

/*
 * Whether root, who has no namespaces here, can become the guest, who has to get into the workspace by its name. Where a
 * folder above it is root's alone, or this machine's users end before that one, root stays who it is, without rights.
 */
static int can_become_guest(const struct room *room) {
  if (geteuid() != 0 ||
      fchownat(room->workspace, "", (uid_t)room->guest, (gid_t)room->guest, AT_EMPTY_PATH) != 0) {
    return 0;
  }
  syscall(SYS_setgroups, 0, 0);
  syscall(SYS_setfsgid, room->guest);
  syscall(SYS_setfsuid, room->guest);
  int reached = access_by_name(room->workspace_path);
  syscall(SYS_setfsuid, 0);
  syscall(SYS_setfsgid, getegid());
  return reached || fchownat(room->workspace, "", 0, getegid(), AT_EMPTY_PATH) != 0;
}

/* No right of root's is left, none can be got by a program that is started, and none by its owner. */
static int drop_privileges(int guest) {
  for (unsigned long each = 0; each < 64; each++) {
    prctl(PR_CAPBSET_DROP, each, 0, 0, 0); /* EINVAL beyond the last, EPERM for who has none to drop */
  }
  prctl(PR_SET_SECUREBITS, SECURE_ALL_BITS | SECURE_ALL_LOCKS, 0, 0, 0);
  if (guest != 0 && become(guest) != 0) {
    return -1;
  }
  prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct none[2] = {{0, 0, 0}, {0, 0, 0}};
  if (syscall(SYS_capset, &head, none) != 0) {
    return -1;
  }
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

/* Sends the listener, or only a byte if there is none; the keeper waits for one of them. */
static int send_listener(int to, int listener) {
  char byte = 0;
  struct iovec text = {&byte, 1};
  union {
    struct cmsghdr head;
    char room[CMSG_SPACE(sizeof(int))];
  } control;
  memset(&control, 0, sizeof control);
  struct msghdr message = {.msg_iov = &text, .msg_iovlen = 1};
  if (listener >= 0) {
    message.msg_control = &control;
    message.msg_controllen = sizeof control;
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(head), &listener, sizeof listener);
  }
  return sendmsg(to, &message, MSG_NOSIGNAL) == 1 ? 0 : -1;
}

/* The room's own messages end with the program's start; nothing else that keyrite has open stays so. */
static int arrange_descriptors(struct inside *inside) {
  if ((inside->room->output >= 0 && dup2(inside->room->output, 1) != 1) ||
      (inside->room->errors >= 0 && dup2(inside->room->errors, 2) != 2)) {
    return -1;
  }
  int report = fcntl(inside->report, F_DUPFD_CLOEXEC, 64);
  int listener_out = fcntl(inside->listener_out, F_DUPFD_CLOEXEC, 64);
  int terminal = inside->terminal < 0 ? -1 : fcntl(inside->terminal, F_DUPFD_CLOEXEC, 64);
  int program = inside->room->program < 0 ? 0 : fcntl(inside->room->program, F_DUPFD_CLOEXEC, 64);
  if (report < 0 || listener_out < 0 || program < 0) {
    return -1;
  }
  for (int each = 3; each < 64; each++) {
    close(each);
  }
  inside->report = report;
  inside->listener_out = listener_out;
  inside->terminal = terminal;
  /* Open in the program too: of a script, the interpreter has to read it. */
  return inside->room->program < 0 ? 0 : dup2(program, PROGRAM);
}

_Noreturn void room_guest(struct inside *inside) {
  const struct room *room = inside->room;
  setsid();
  umask(077);
  int becomes_guest = room->mode == MODE_ROOT || (room->mode == MODE_SHARED && can_become_guest(room));
  require(inside, arrange_descriptors(inside), STEP_DESCRIPTORS);
  require(inside, limit_all(room), STEP_LIMITS);
  require(inside, drop_privileges(becomes_guest ? room->guest : 0), STEP_PRIVILEGES);
  /* A change of the user takes this back, so it comes after. */
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  require(inside, chdir(room->workspace_path), STEP_WORKSPACE);

  int landlock = room_landlock(room);
  room_tell(inside, RECORD_LANDLOCK, landlock, landlock == 0 ? errno : 0, 0);
  int listener = -1;
  int filter = room_filter(room, landlock, &listener);
  room_tell(inside, RECORD_FILTER, filter, filter == 0 ? errno : 0, 0);
  require(inside, send_listener(inside->listener_out, listener), STEP_FILTER);
  close(inside->listener_out);
  if (listener >= 0) {
    close(listener);
  }
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, 0);
  if (room->attempts) {
    room_attempts(inside);
    _exit(0);
  }
  syscall(SYS_execveat, PROGRAM, "", room->arguments, room->environment, AT_EMPTY_PATH);
  room_fail(inside, STEP_EXEC);
}
