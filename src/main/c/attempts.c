/*
 * What must fail in the room, tried from inside before the program runs: a control that is silently off is the
 * commonest fault of its kind. In the order of org.keyrite.os.Attempt.
 */
#define _GNU_SOURCE
#include "room_calls.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum attempt {
  TCP,
  UDP,
  UNIX_SOCKET,
  DATAGRAM_PAIR,
  CONNECT_PAIR,
  RING,
  WRITE_FOLDERS,
  READ_FILES,
  WRITE_SYSTEM,
  MEMORY_OF_KEYRITE,
  SIGNAL_KEYRITE,
  TRACE,
  TYPE_AT_TERMINAL,
  OPEN_TERMINAL,
  SHARED_MEMORY,
  KEYRING,
  NAMESPACE,
  MOUNT,
  ROOT_AGAIN,
  CORE_DUMP,
};

static void tell(const struct inside *inside, enum attempt attempt, long result) {
  room_tell(inside, RECORD_ATTEMPT, (int)attempt, result < 0 ? errno : 0, 0);
}

/* An abstract name: it needs no file. */
static int send_to_abstract(int socket) {
  struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "\0keyrite"};
  return (int)sendto(socket, "", 1, 0, (struct sockaddr *)&address, sizeof address);
}

static int connect_pair(void) {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0) {
    return -1;
  }
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  int bound = bind(pair[0], (struct sockaddr *)&address, sizeof(sa_family_t));
  int connected = connect(pair[0], (struct sockaddr *)&address, sizeof address);
  int sent = send_to_abstract(pair[1]);
  return bound == 0 || connected == 0 || sent >= 0 ? 0 : -1;
}

/* The first that succeeds, or the last that fails. A file that was made is taken away again. */
static int write_one_of(const char *const *folders) {
  errno = ENOENT;
  for (; *folders != 0; folders++) {
    char path[4096];
    if ((size_t)snprintf(path, sizeof path, "%s/.keyrite-attempt-%d", *folders, getpid()) >= sizeof path) {
      continue;
    }
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (file >= 0) {
      unlink(path);
      close(file);
      return 0;
    }
  }
  return -1;
}

static int read_one_of(const char *const *files) {
  errno = ENOENT;
  for (; *files != 0; files++) {
    int file = open(*files, O_RDONLY);
    if (file >= 0) {
      close(file);
      return 0;
    }
  }
  return -1;
}

/* keyrite's memory, if it is seen from here, and that of the parent, who watches over the room. */
static int open_memory(const struct room *room) {
  char keyrite[64];
  char parent[64];
  snprintf(keyrite, sizeof keyrite, "/proc/%d/mem", room->keyrite);
  snprintf(parent, sizeof parent, "/proc/%d/mem", getppid());
  const char *const files[] = {parent, room->keyrite > getpid() || room->mode == MODE_SHARED ? keyrite : parent, 0};
  return read_one_of(files);
}

/* A number this low is another process in a namespace: itself, for one. */
static int signal_keyrite(const struct room *room) {
  if (room->mode != MODE_SHARED && room->keyrite <= getpid()) {
    errno = ESRCH;
    return -1;
  }
  return kill(room->keyrite, 0);
}

/* Whether one that dies is dumped, also when it has asked for no dump through files. */
static int dump_core(void) {
  pid_t child = room_clone(0);
  if (child == 0) {
    struct rlimit none = {0, 0};
    prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
    setrlimit(RLIMIT_CORE, &none);
    signal(SIGSEGV, SIG_DFL);
    kill(getpid(), SIGSEGV);
    _exit(0);
  }
  int status;
  if (child < 0 || waitpid(child, &status, 0) != child) {
    return -1;
  }
  errno = ECANCELED;
  return WIFSIGNALED(status) && !WCOREDUMP(status) ? -1 : 0;
}

void room_attempts(const struct inside *inside) {
  static const char *const SYSTEM[] = {"/", "/etc", "/usr", "/proc", "/dev", 0};
  const struct room *room = inside->room;
  int ignored[2];
  char parameters[128] = {0};
  tell(inside, TCP, socket(AF_INET, SOCK_STREAM, 0));
  tell(inside, UDP, socket(AF_INET, SOCK_DGRAM, 0));
  tell(inside, UNIX_SOCKET, send_to_abstract(socket(AF_UNIX, SOCK_DGRAM, 0)));
  tell(inside, DATAGRAM_PAIR, socketpair(AF_UNIX, SOCK_DGRAM, 0, ignored));
  tell(inside, CONNECT_PAIR, connect_pair());
  tell(inside, RING, syscall(CALL_IO_URING_SETUP, 4, parameters));
  tell(inside, WRITE_FOLDERS, write_one_of(room->forbidden_folders));
  tell(inside, READ_FILES, read_one_of(room->forbidden_files));
  tell(inside, WRITE_SYSTEM, write_one_of(SYSTEM));
  tell(inside, MEMORY_OF_KEYRITE, open_memory(room));
  tell(inside, SIGNAL_KEYRITE, signal_keyrite(room));
  tell(inside, TRACE, ptrace(PTRACE_ATTACH, getppid(), 0, 0));
  tell(inside, TYPE_AT_TERMINAL, ioctl(inside->terminal < 0 ? 0 : inside->terminal, TIOCSTI, ""));
  tell(inside, OPEN_TERMINAL, open("/dev/tty", O_RDWR | O_NOCTTY));
  tell(inside, SHARED_MEMORY, shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600));
  tell(inside, KEYRING, syscall(SYS_add_key, "user", "keyrite-attempt", "", 1, -2));
  tell(inside, NAMESPACE, unshare(CLONE_NEWUSER));
  tell(inside, MOUNT, mount("keyrite", room->workspace_path, "tmpfs", 0, 0));
  tell(inside, ROOT_AGAIN, syscall(SYS_setresuid, 0, 0, 0));
  tell(inside, CORE_DUMP, dump_core());
}
