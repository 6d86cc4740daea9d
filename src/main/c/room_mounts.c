/*
 * What the program sees: a small tree in memory, read-only, with the system's folders, four devices, its own /proc,
 * and the workspace under its own name, the only place that it can write.
 */
#define _GNU_SOURCE
#include "room.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The kernel's, whether or not the headers know them. */
#define SYSCALL_MOUNT_SETATTR 442
#define ATTRIBUTE_RDONLY 0x1
#define ATTRIBUTE_NOSUID 0x2
#define ATTRIBUTE_NODEV 0x4
#define RECURSIVE 0x8000

/* What statvfs says, in the words of mount; what a user namespace inherits cannot be taken off again. */
static const struct {
  unsigned long has, means;
} MOUNT_FLAGS[] = {
    {ST_NOSUID, MS_NOSUID},   {ST_NODEV, MS_NODEV},           {ST_NOEXEC, MS_NOEXEC},
    {ST_NOATIME, MS_NOATIME}, {ST_NODIRATIME, MS_NODIRATIME}, {ST_RELATIME, MS_RELATIME},
};

/* Makes a mount, and those below it, read-only, without devices and without set-user-id. */
static int restrict_mount(const char *path, int read_only) {
  uint64_t attributes[4] = {(read_only ? ATTRIBUTE_RDONLY : 0) | ATTRIBUTE_NOSUID | ATTRIBUTE_NODEV, 0, 0, 0};
  if (syscall(SYSCALL_MOUNT_SETATTR, AT_FDCWD, path, RECURSIVE, attributes, sizeof attributes) == 0) {
    return 0;
  }
  struct statvfs found;
  if (errno != ENOSYS || statvfs(path, &found) != 0) {
    return -1;
  }
  unsigned long flags = MS_BIND | MS_REMOUNT | MS_NOSUID | MS_NODEV | (read_only ? MS_RDONLY : 0);
  for (size_t i = 0; i < sizeof MOUNT_FLAGS / sizeof MOUNT_FLAGS[0]; i++) {
    flags |= found.f_flag & MOUNT_FLAGS[i].has ? MOUNT_FLAGS[i].means : 0;
  }
  return mount(0, path, 0, flags, 0);
}

/* Makes the folders above a path, which is relative to the new root, and the last one too if asked. */
static int make_folders(const char *path, int last_too) {
  char made[PATH_MAX];
  size_t length = strlen(path);
  if (length >= sizeof made) {
    errno = ENAMETOOLONG;
    return -1;
  }
  memcpy(made, path, length + 1);
  for (size_t i = 1; i <= length; i++) {
    if ((made[i] == '/' || (made[i] == 0 && last_too)) && made[i - 1] != '/') {
      char end = made[i];
      made[i] = 0;
      if (mkdir(made, 0755) != 0 && errno != EEXIST) {
        return -1;
      }
      made[i] = end;
    }
  }
  return 0;
}

static int make_file(const char *path) {
  int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0444);
  return file < 0 ? -1 : close(file);
}

/* Shows a folder or a file of the system under its own name; a link as the link it is. */
static int show(const char *path) {
  const char *inside = path + 1;
  struct stat found;
  if (lstat(path, &found) != 0) {
    return errno == ENOENT ? 0 : -1;
  }
  struct stat there;
  if (lstat(inside, &there) == 0 && S_ISLNK(there.st_mode)) {
    return 0;
  }
  if (make_folders(inside, S_ISDIR(found.st_mode)) != 0) {
    return -1;
  }
  if (S_ISLNK(found.st_mode)) {
    char target[PATH_MAX];
    ssize_t length = readlink(path, target, sizeof target - 1);
    if (length < 0) {
      return -1;
    }
    target[length] = 0;
    return symlink(target, inside);
  }
  if (!S_ISDIR(found.st_mode) && make_file(inside) != 0) {
    return -1;
  }
  return mount(path, inside, 0, MS_BIND | MS_REC, 0) != 0 ? -1 : restrict_mount(inside, 1);
}

static int show_devices(void) {
  static const char *const DEVICES[] = {"/dev/null", "/dev/zero", "/dev/random", "/dev/urandom"};
  static const char *const LINKS[][2] = {{"/proc/self/fd", "dev/fd"},
                                         {"/proc/self/fd/0", "dev/stdin"},
                                         {"/proc/self/fd/1", "dev/stdout"},
                                         {"/proc/self/fd/2", "dev/stderr"}};
  if (mkdir("dev", 0755) != 0) {
    return -1;
  }
  for (size_t i = 0; i < sizeof DEVICES / sizeof DEVICES[0]; i++) {
    if (make_file(DEVICES[i] + 1) != 0 || mount(DEVICES[i], DEVICES[i] + 1, 0, MS_BIND, 0) != 0) {
      return -1;
    }
  }
  for (size_t i = 0; i < sizeof LINKS / sizeof LINKS[0]; i++) {
    if (symlink(LINKS[i][0], LINKS[i][1]) != 0) {
      return -1;
    }
  }
  return 0;
}

static int copy(int from, int to) {
  off_t offset = 0;
  char buffer[16384];
  for (;;) {
    ssize_t length = pread(from, buffer, sizeof buffer, offset);
    if (length <= 0) {
      return (int)length;
    }
    if (write(to, buffer, (size_t)length) != length) {
      return -1;
    }
    offset += length;
  }
}

/* Lays the pinned files into a folder of their own: what nobody outside can reach, nobody can exchange. */
static int lay_files(const struct room *room) {
  if (room->file_names[0] == 0) {
    return 0;
  }
  if (mkdir("files", 0755) != 0) {
    return -1;
  }
  for (int i = 0; room->file_names[i] != 0; i++) {
    char path[NAME_MAX + sizeof FILES + 1];
    if ((size_t)snprintf(path, sizeof path, "%s/%s", FILES + 1, room->file_names[i]) >= sizeof path) {
      errno = ENAMETOOLONG;
      return -1;
    }
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0555);
    if (file < 0 || copy(room->file_descriptors[i], file) != 0 || close(file) != 0) {
      return -1;
    }
  }
  return 0;
}

/* The folder that keyrite holds, not whatever has its name by now. */
static int open_workspace(const struct room *room) {
  struct stat held;
  struct stat named;
  int folder = open(room->workspace_path, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (folder < 0 || fstat(folder, &named) != 0 || fstat(room->workspace, &held) != 0) {
    return -1;
  }
  if (named.st_dev != held.st_dev || named.st_ino != held.st_ino) {
    errno = ESTALE;
    return -1;
  }
  return folder;
}

static int show_workspace(const struct room *room, int folder) {
  char name[64];
  snprintf(name, sizeof name, "/proc/self/fd/%d", folder);
  const char *inside = room->workspace_path + 1;
  if (make_folders(inside, 1) != 0 || mount(name, inside, 0, MS_BIND, 0) != 0 || restrict_mount(inside, 0) != 0) {
    return -1;
  }
  return close(folder);
}

/*
 * Leaves the machine's tree for the new one. Where that is the kernel's first one (a system that runs from its
 * initramfs), it cannot be left, only covered; without privileges nobody comes out from under the cover.
 */
static int enter(void) {
  if (syscall(SYS_pivot_root, ".", ".") == 0) {
    return umount2(".", MNT_DETACH) != 0 ? -1 : chdir("/");
  }
  if (errno != EINVAL || mount(".", "/", 0, MS_MOVE, 0) != 0 || chroot(".") != 0) {
    return -1;
  }
  return chdir("/");
}

/* Its own processes, without the keeper, whose command line is keyrite's; nothing in it can be written. */
static int mount_proc(void) {
  static const unsigned long FLAGS = MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY;
  return mount("proc", "proc", "proc", FLAGS, "hidepid=2") == 0 ? 0 : mount("proc", "proc", "proc", FLAGS, 0);
}

static void require(const struct inside *inside, int result, int step) {
  if (result < 0) {
    room_fail(inside, step);
  }
}

/*
 * Has the list of users name the guest: some programs do not work for a user that it does not have. Where there is no
 * such list, or nothing can be laid over it, they see the machine's.
 */
static void name_guest(int guest) {
  char text[4096];
  int from = open("etc/passwd", O_RDONLY | O_CLOEXEC);
  int to = open("passwd", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  for (ssize_t length; from >= 0 && to >= 0 && (length = read(from, text, sizeof text)) > 0;) {
    if (write(to, text, (size_t)length) != length) {
      break;
    }
  }
  int length = snprintf(text, sizeof text, "keyrite:x:%d:%d::/:/bin/sh\n", guest, guest);
  if (write(to, text, (size_t)length) == length && mount("passwd", "etc/passwd", 0, MS_BIND, 0) == 0) {
    mount(0, "etc/passwd", 0, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, 0);
  }
  unlink("passwd");
  close(from);
  close(to);
}

void room_mount(struct inside *inside) {
  const struct room *room = inside->room;
  umask(022);
  require(inside, mount(0, "/", 0, MS_REC | MS_PRIVATE, 0), STEP_MOUNTS);
  if (room->mode == MODE_ROOT) {
    require(inside, fchownat(room->workspace, "", (uid_t)room->guest, (gid_t)room->guest, AT_EMPTY_PATH), STEP_WORKSPACE);
  }
  int folder = open_workspace(room);
  require(inside, folder, STEP_WORKSPACE);
  /* Over the workspace, which is reached by its descriptor from here on: of this folder it is known that it is there. */
  require(inside, mount("keyrite", room->workspace_path, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755"), STEP_MOUNTS);
  require(inside, chdir(room->workspace_path), STEP_MOUNTS);
  for (int i = 0; room->shown[i] != 0; i++) {
    require(inside, show(room->shown[i]), STEP_SHOWN);
  }
  if (room->mode == MODE_ROOT && room->guest != NOBODY) {
    name_guest(room->guest);
  }
  require(inside, show_devices(), STEP_SHOWN);
  require(inside, mkdir("proc", 0755), STEP_PROC);
  require(inside, mount_proc(), STEP_PROC);
  require(inside, show_workspace(room, folder), STEP_WORKSPACE);
  require(inside, lay_files(room), STEP_FILES);
  require(inside, enter(), STEP_ROOT);
  require(inside, mount(0, "/", 0, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV, 0), STEP_ROOT);
}
