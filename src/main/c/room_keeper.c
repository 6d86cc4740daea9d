/* The keeper of the room (room.h): builds it, watches over it, and ends all that runs in it. */
#define _GNU_SOURCE
#include "room.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* How often processes are killed that do not end. */
#define AGAIN_MILLISECONDS 10

void room_tell(const struct inside *inside, int record, int first, int second, int third) {
  int numbers[4] = {record, first, second, third};
  ssize_t written;
  do {
    written = write(inside->report, numbers, sizeof numbers);
  } while (written < 0 && errno == EINTR);
}

_Noreturn void room_fail(const struct inside *inside, int step) {
  room_tell(inside, RECORD_FAILED, step, errno, 0);
  _exit(127);
}

int64_t room_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

int room_clone(int namespaces) {
  return (int)syscall(SYS_clone, namespaces | SIGCHLD, 0, 0, 0, 0);
}

/* A process that was ended while it waits for keyrite would stay: it ends with it. */
static void end_with_parent(void) { prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0); }

static int write_file(const char *path, const char *text) {
  int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) {
    return -1;
  }
  ssize_t length = (ssize_t)strlen(text);
  ssize_t written = write(file, text, (size_t)length);
  int error = errno;
  close(file);
  errno = error;
  return written == length ? 0 : -1;
}

/*
 * The room's processes go first when memory runs out, and have no core dump, whatever the pattern and the limit
 * say. These files, and those of the identity, belong to root unless the process can be dumped: so it can be for a
 * moment, while its memory holds no secret of a ceremony yet.
 */
static void begin_identity(struct inside *inside, int outer_user, int outer_group) {
  prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
  write_file("/proc/self/oom_score_adj", "1000");
  write_file("/proc/self/coredump_filter", "0");
  if (inside->room->mode == MODE_USER) {
    char users[64];
    char groups[64];
    snprintf(users, sizeof users, "%d %d 1", NOBODY, outer_user);
    snprintf(groups, sizeof groups, "%d %d 1", NOBODY, outer_group);
    if (write_file("/proc/self/setgroups", "deny") != 0 || write_file("/proc/self/uid_map", users) != 0 ||
        write_file("/proc/self/gid_map", groups) != 0) {
      room_fail(inside, STEP_IDENTITY);
    }
  }
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

/* Closes every descriptor of keyrite's that is not in the list, which is sorted and ends with the highest. */
static void close_others(int *kept, int count) {
  for (int i = 1; i < count; i++) {
    for (int j = i; j > 0 && kept[j - 1] > kept[j]; j--) {
      int other = kept[j];
      kept[j] = kept[j - 1];
      kept[j - 1] = other;
    }
  }
  unsigned from = 0;
  for (int i = 0; i <= count; i++) {
    unsigned to = i < count ? (unsigned)kept[i] : ~0U;
    if (from < to && syscall(SYS_close_range, from, i < count ? to - 1 : to, 0) != 0) {
      for (unsigned each = from; each < to && each < 65536; each++) {
        close((int)each);
      }
    }
    from = to + 1;
  }
}

static void keep_descriptors(struct inside *inside) {
  const struct room *room = inside->room;
  int kept[MOST_STRINGS + 8];
  int count = 0;
  inside->terminal = -1;
  for (int each = 2; each >= 0; each--) {
    if (isatty(each)) {
      inside->terminal = fcntl(each, F_DUPFD, 3);
      break;
    }
  }
  int candidates[] = {inside->report, inside->control, inside->terminal, room->program,
                      room->output,   room->errors,    room->workspace};
  for (unsigned i = 0; i < sizeof candidates / sizeof candidates[0]; i++) {
    if (candidates[i] > 2) {
      kept[count++] = candidates[i];
    }
  }
  for (int i = 0; room->file_names[i] != 0; i++) {
    kept[count++] = room->file_descriptors[i];
  }
  close_others(kept, count);
  for (int each = 0; each <= 2; each++) {
    if (open("/dev/null", O_RDWR) != each) {
      room_fail(inside, STEP_DESCRIPTORS);
    }
  }
}

/* Kills all that runs in the room. */
static void kill_all(const struct room *room, pid_t guest) {
  if (room->mode == MODE_SHARED) {
    /* The filter lets nobody leave the group. */
    kill(-guest, SIGKILL);
  } else {
    kill(-1, SIGKILL);
  }
}

/* Takes note of who has ended; returns false when nobody is left. */
static int reap(pid_t guest, int *status, int *ended, int *others) {
  for (;;) {
    int each;
    pid_t process = waitpid(-1, &each, WNOHANG);
    if (process == guest) {
      *status = each;
      *ended = 1;
    } else if (process > 0) {
      ++*others;
    } else {
      return process == 0;
    }
  }
}

/* Watches until nobody is left in the room; then tells how it ended. */
static _Noreturn void keep(const struct inside *inside, pid_t guest, int signals, int listener) {
  int status = 0;
  int ended = 0;
  int others = 0;
  int denied = 0;
  int end = END_BY_ITSELF;
  int64_t until = room_now() + inside->room->milliseconds;
  int64_t stuck = 0;
  struct pollfd watched[] = {{signals, POLLIN, 0}, {inside->control, POLLIN, 0}, {listener, POLLIN, 0}};
  int had_ended = 0;
  while (reap(guest, &status, &ended, &others)) {
    if (ended && !had_ended) {
      had_ended = 1;
      until = room_now() + GRACE_MILLISECONDS;
    }
    if (stuck != 0 && room_now() >= stuck) {
      end = END_STUCK;
      break;
    }
    int64_t left = until - room_now();
    if (stuck != 0 || left <= 0 || watched[1].revents != 0) {
      if (!ended && stuck == 0) {
        end = watched[1].revents != 0 ? END_ASKED : END_TIME;
      }
      if (stuck == 0) {
        others = 0; /* Those that are counted from here on had stayed. */
        stuck = room_now() + PATIENCE_MILLISECONDS;
      }
      kill_all(inside->room, guest);
      watched[1].fd = -1;
      watched[1].revents = 0;
      left = AGAIN_MILLISECONDS;
    }
    if (poll(watched, 3, (int)left) < 0 && errno != EINTR) {
      end = END_STUCK;
      break;
    }
    if (watched[0].revents != 0) {
      struct signalfd_siginfo taken;
      if (read(signals, &taken, sizeof taken) < 0 && errno != EAGAIN) {
        watched[0].fd = -1;
      }
    }
    if (watched[2].revents & POLLIN) {
      denied |= room_answer(listener, inside->room->mode == MODE_SHARED ? guest : 0);
    } else if (watched[2].revents != 0) {
      watched[2].fd = -1;
    }
  }
  int left_over = stuck != 0 && ended && end == END_BY_ITSELF ? others : 0;
  room_tell(inside, RECORD_DENIED, denied, 0, 0);
  room_tell(inside, RECORD_ENDED, status, left_over, end);
  _exit(0);
}

/* The guest sends the filter's listener as its first and last message; nothing comes if there is none. */
static int receive_listener(int from) {
  char byte;
  struct iovec text = {&byte, 1};
  union {
    struct cmsghdr head;
    char room[CMSG_SPACE(sizeof(int))];
  } control;
  memset(&control, 0, sizeof control);
  struct msghdr message = {.msg_iov = &text, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
  ssize_t length;
  do {
    length = recvmsg(from, &message, MSG_CMSG_CLOEXEC);
  } while (length < 0 && errno == EINTR);
  close(from);
  struct cmsghdr *head = CMSG_FIRSTHDR(&message);
  if (length != 1 || head == 0 || head->cmsg_type != SCM_RIGHTS) {
    return -1;
  }
  int listener;
  memcpy(&listener, CMSG_DATA(head), sizeof listener);
  return listener;
}

_Noreturn void room_keeper(struct inside *inside, int outer_user, int outer_group) {
  end_with_parent();
  sigset_t child;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  /* The others are let through: those that end the keeper end the room. */
  sigprocmask(SIG_SETMASK, &child, 0);
  setsid();
  keep_descriptors(inside);
  begin_identity(inside, outer_user, outer_group);
  if (inside->room->mode == MODE_SHARED) {
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  } else {
    room_mount(inside);
  }
  int pair[2];
  int signals = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
  if (signals < 0 || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
    room_fail(inside, STEP_DESCRIPTORS);
  }
  inside->listener_out = pair[1];
  pid_t guest = room_clone(0);
  if (guest < 0) {
    room_fail(inside, STEP_CLONE);
  }
  if (guest == 0) {
    end_with_parent();
    close(pair[0]);
    close(signals);
    close(inside->control);
    room_guest(inside);
  }
  close(pair[1]);
  keep(inside, guest, signals, receive_listener(pair[0]));
}
