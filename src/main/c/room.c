/* keyrite's side of the room (room.h). */
#define _GNU_SOURCE
#include "room.h"

#include "keyrite.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAMESPACES (CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP)

/* Takes so many strings, and returns what comes behind them. */
static const char *take(const char *words, int64_t count, const char **list) {
  for (int64_t i = 0; i < count; i++) {
    list[i] = words;
    words += strlen(words) + 1;
  }
  list[count] = 0;
  return words;
}

int room_clone_from_keyrite(int namespaces) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  int process = room_clone(namespaces);
  if (process == 0) {
    for (int each = 1; each < NSIG; each++) {
      signal(each, SIG_DFL);
    }
    return 0;
  }
  int error = errno;
  pthread_sigmask(SIG_SETMASK, &before, 0);
  errno = error;
  return process;
}

/* Descriptors are put aside from 64 on; fewer than this cannot be had where the limit is hard. */
#define FEWEST_FILES 128

static int can_open_files(void) {
  struct rlimit files;
  return getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_max >= FEWEST_FILES;
}

static void raise_open_files(void) {
  struct rlimit files;
  if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < FEWEST_FILES) {
    files.rlim_cur = FEWEST_FILES;
    setrlimit(RLIMIT_NOFILE, &files);
  }
}

/*
 * Where this machine's users end before the range, as in a container, it is NOBODY after all; and without namespaces,
 * where the list of users is the machine's.
 */
static int guest_of_root(const struct room *room) {
  int guest = FIRST_GUEST + (int)getpid() % GUESTS;
  return room->mode == MODE_ROOT && fchownat(room->workspace, "", (uid_t)guest, (gid_t)guest, AT_EMPTY_PATH) == 0 ? guest : NOBODY;
}

static int begin(struct room *room, int *handles) {
  if (!can_open_files()) {
    return EMFILE;
  }
  room->guest = guest_of_root(room);
  int report[2];
  int control[2];
  if (pipe2(report, O_CLOEXEC) != 0) {
    return errno;
  }
  if (pipe2(control, O_CLOEXEC) != 0) {
    int error = errno;
    close(report[0]);
    close(report[1]);
    return error;
  }
  struct inside inside = {room, report[1], control[0], -1, -1};
  int namespaces = room->mode == MODE_SHARED ? 0 : NAMESPACES | (room->mode == MODE_USER ? CLONE_NEWUSER : 0);
  int user = (int)geteuid();
  int group = (int)getegid();
  pid_t process = room_clone_from_keyrite(namespaces);
  if (process == 0) {
    raise_open_files();
    room_keeper(&inside, user, group);
  }
  int error = errno;
  close(report[1]);
  close(control[0]);
  if (process < 0) {
    close(report[0]);
    close(control[1]);
    return error;
  }
  handles[0] = process;
  handles[1] = report[0];
  handles[2] = control[1];
  return 0;
}

int keyrite_room_begin(const int64_t *numbers, const char *words, int *handles) {
  enum { MODE, ATTEMPTS, PROGRAM, OUTPUT, ERRORS, WORKSPACE, TIME, FILE_BYTES, DATA_BYTES, KEYRITE, LISTS, FILES_LIST = 13, DESCRIPTORS = 16 };
  for (int i = LISTS; i < DESCRIPTORS; i++) {
    if (numbers[i] < 0 || numbers[i] > MOST_STRINGS) {
      return E2BIG;
    }
  }
  struct room room = {
      .mode = (int)numbers[MODE],
      .attempts = (int)numbers[ATTEMPTS],
      .program = (int)numbers[PROGRAM],
      .output = (int)numbers[OUTPUT],
      .errors = (int)numbers[ERRORS],
      .workspace = (int)numbers[WORKSPACE],
      .milliseconds = (int)numbers[TIME],
      .file_bytes = numbers[FILE_BYTES],
      .data_bytes = numbers[DATA_BYTES],
      .keyrite = (int)numbers[KEYRITE],
      .workspace_path = words,
  };
  const char **lists[] = {room.arguments,  room.environment,       room.shown,
                          room.file_names, room.forbidden_folders, room.forbidden_files};
  words += strlen(words) + 1;
  for (int i = LISTS; i < DESCRIPTORS; i++) {
    words = take(words, numbers[i], lists[i - LISTS]);
  }
  for (int i = 0; i < numbers[FILES_LIST]; i++) {
    room.file_descriptors[i] = (int)numbers[DESCRIPTORS + i];
  }
  return begin(&room, handles);
}

int keyrite_room_next(int report, int *numbers, int milliseconds) {
  int64_t until = room_now() + milliseconds;
  for (;;) {
    struct pollfd pipe = {report, POLLIN, 0};
    int64_t left = until - room_now();
    int ready = poll(&pipe, 1, left > 0 ? (int)left : 0);
    if (ready > 0) {
      ssize_t length = read(report, numbers, 4 * sizeof numbers[0]);
      if (length >= 0 || errno != EINTR) {
        return length == 4 * sizeof numbers[0] ? 1 : 0;
      }
    } else if (ready == 0 || errno != EINTR) {
      return -1;
    }
  }
}

void keyrite_room_end(const int *handles) {
  close(handles[2]);
  int numbers[4];
  while (keyrite_room_next(handles[1], numbers, PATIENCE_MILLISECONDS + GRACE_MILLISECONDS) == 1) {
  }
  kill(handles[0], SIGKILL);
  while (waitpid(handles[0], 0, 0) < 0 && errno == EINTR) {
  }
  close(handles[1]);
}
