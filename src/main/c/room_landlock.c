/* Landlock: what the program can reach of the files, whatever its user may (landlock(7)). */
#define _GNU_SOURCE
#include "room.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The kernel's numbers, whether or not the headers know them. */
#define SYSCALL_CREATE_RULESET 444
#define SYSCALL_ADD_RULE 445
#define SYSCALL_RESTRICT_SELF 446
#define CREATE_RULESET_VERSION 1
#define RULE_PATH_BENEATH 1

#define EXECUTE (1U << 0)
#define WRITE_FILE (1U << 1)
#define READ_FILE (1U << 2)
#define READ_DIR (1U << 3)
#define MAKE_CHAR (1U << 6)
#define MAKE_BLOCK (1U << 11)
#define TRUNCATE (1U << 14)
#define IOCTL_DEV (1U << 15)

#define BIND_AND_CONNECT_TCP 3U
#define ABSTRACT_SOCKETS_AND_SIGNALS 3U

struct ruleset {
  uint64_t files, network, scoped;
};

struct __attribute__((packed)) beneath {
  uint64_t allowed;
  int32_t parent;
};

/* All the rights to files that an ABI knows: each adds the next ones. */
static uint64_t rights(int abi) {
  static const int KNOWN[] = {0, 13, 14, 15, 15, 16};
  return (1U << KNOWN[abi < 5 ? abi : 5]) - 1;
}

/* Allows what is there: what is not there need not be allowed. */
static int allow(int ruleset, uint64_t handled, const char *path, uint64_t allowed) {
  int file = open(path, O_PATH | O_CLOEXEC);
  struct stat found;
  if (file < 0) {
    return errno == ENOENT || errno == EACCES || errno == ENOTDIR ? 0 : -1;
  }
  if (fstat(file, &found) == 0 && !S_ISDIR(found.st_mode)) {
    allowed &= EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE;
  }
  struct beneath rule = {allowed & handled, file};
  int result = (int)syscall(SYSCALL_ADD_RULE, ruleset, RULE_PATH_BENEATH, &rule, 0);
  int error = errno;
  close(file);
  errno = error;
  return result;
}

static int allow_all(int ruleset, uint64_t handled, const char *const *paths, uint64_t allowed) {
  for (; *paths != 0; paths++) {
    if (allow(ruleset, handled, *paths, allowed) != 0) {
      return -1;
    }
  }
  return 0;
}

int room_landlock(const struct room *room) {
  /* Of processes, the program's own alone; where it has a /proc of its own, that one. */
  static const char *const PROC_SHARED[] = {"/proc/self",        "/proc/cpuinfo", "/proc/meminfo", "/proc/stat",
                                            "/proc/filesystems", "/proc/version", "/proc/uptime",  "/proc/loadavg",
                                            "/proc/sys/vm",      0};
  static const char *const PROC[] = {"/proc", FILES, 0};
  static const char *const READ[] = {"/dev/random", "/dev/urandom", 0};
  static const char *const READ_AND_WRITE[] = {"/dev/null", "/dev/zero", 0};
  int abi = (int)syscall(SYSCALL_CREATE_RULESET, 0, 0, CREATE_RULESET_VERSION);
  if (abi < 1) {
    return 0;
  }
  struct ruleset asked = {rights(abi), abi >= 4 ? BIND_AND_CONNECT_TCP : 0, abi >= 6 ? ABSTRACT_SOCKETS_AND_SIGNALS : 0};
  size_t known = abi >= 6 ? sizeof asked : abi >= 4 ? offsetof(struct ruleset, scoped) : offsetof(struct ruleset, network);
  int ruleset = (int)syscall(SYSCALL_CREATE_RULESET, &asked, known, 0);
  if (ruleset < 0) {
    return 0;
  }
  uint64_t all = asked.files;
  if (allow_all(ruleset, all, room->shown, EXECUTE | READ_FILE | READ_DIR) != 0 ||
      allow_all(ruleset, all, room->mode == MODE_SHARED ? PROC_SHARED : PROC, EXECUTE | READ_FILE | READ_DIR) != 0 ||
      allow_all(ruleset, all, READ, READ_FILE) != 0 ||
      allow_all(ruleset, all, READ_AND_WRITE, READ_FILE | WRITE_FILE | TRUNCATE) != 0 ||
      allow(ruleset, all, room->workspace_path, all & ~(uint64_t)(MAKE_CHAR | MAKE_BLOCK | IOCTL_DEV)) != 0 ||
      syscall(SYSCALL_RESTRICT_SELF, ruleset, 0) != 0) {
    int error = errno;
    close(ruleset);
    errno = error;
    return 0;
  }
  close(ruleset);
  return abi;
}
