/* A program that works for keyrite and talks with it by its standard streams: an age plugin. */
#define _GNU_SOURCE
#include "keyrite.h"

#include "room.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* Descriptors below this can be handed on, one bit for each. */
#define MOST_INHERITED 64

/* How often it is asked whether a program has ended. */
#define AGAIN_MILLISECONDS 5

/* The run-time has opened the executable by then, which nobody handed down. */
uint64_t keyrite_inherited(void) {
  struct stat executable;
  struct stat found;
  uint64_t open = 0;
  int known = stat("/proc/self/exe", &executable) == 0;
  for (int each = 3; each < MOST_INHERITED; each++) {
    int flags = fcntl(each, F_GETFD);
    int handed = flags >= 0 && (flags & FD_CLOEXEC) == 0 && fstat(each, &found) == 0 &&
                 !(known && found.st_dev == executable.st_dev && found.st_ino == executable.st_ino);
    open |= (uint64_t)handed << each;
  }
  return open;
}

/* Puts a descriptor where it is out of the way, and is closed when the program starts. */
static int aside(int descriptor) { return fcntl(descriptor, F_DUPFD_CLOEXEC, MOST_INHERITED); }

/* All that keyrite has open is closed, but what it was started with itself. */
static void keep(uint64_t inherited) {
  for (int each = 3; each < MOST_INHERITED; each++) {
    if ((inherited >> each & 1) == 0) {
      close(each);
    }
  }
  if (syscall(SYS_close_range, MOST_INHERITED, ~0U, 4 /* CLOSE_RANGE_CLOEXEC */) != 0) {
    for (int each = MOST_INHERITED; each < 65536; each++) {
      fcntl(each, F_SETFD, FD_CLOEXEC);
    }
  }
}

static _Noreturn void become(const char *path, const char *argument, int errors_shown, uint64_t inherited,
                             const int *ends) {
  char *const arguments[] = {(char *)path, (char *)argument, 0};
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, 0);
  int input = aside(ends[0]);
  int output = aside(ends[1]);
  int failure = aside(ends[2]);
  keep(inherited);
  if (dup2(input, 0) == 0 && dup2(output, 1) == 1 && (errors_shown || dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), 2) == 2) &&
      chdir("/") == 0) {
    execve(path, arguments, environ);
  }
  int error = errno;
  ssize_t told = write(failure, &error, sizeof error);
  _exit(told > 0 ? 127 : 126);
}

static void close_both(int pipe[2]) {
  close(pipe[0]);
  close(pipe[1]);
}

static int begin(const char *path, const char *argument, int errors_shown, uint64_t inherited, const int *ends) {
  int process = room_clone_from_keyrite(0);
  if (process == 0) {
    become(path, argument, errors_shown, inherited, ends);
  }
  return process;
}

int keyrite_program_begin(const char *path, const char *argument, int errors_shown, uint64_t inherited, int *handles) {
  int input[2] = {-1, -1};
  int output[2] = {-1, -1};
  int failure[2] = {-1, -1};
  int process = -1;
  if (pipe2(input, O_CLOEXEC) == 0 && pipe2(output, O_CLOEXEC) == 0 && pipe2(failure, O_CLOEXEC) == 0) {
    process = begin(path, argument, errors_shown, inherited, (const int[]){input[0], output[1], failure[1]});
  }
  int error = errno;
  if (process < 0) {
    close_both(input);
    close_both(output);
    close_both(failure);
    return error;
  }
  close(input[0]);
  close(output[1]);
  close(failure[1]);
  ssize_t length;
  do {
    length = read(failure[0], &error, sizeof error);
  } while (length < 0 && errno == EINTR);
  close(failure[0]);
  if (length == sizeof error) {
    close(input[1]);
    close(output[0]);
    waitpid(process, 0, 0);
    return error;
  }
  handles[0] = process;
  handles[1] = input[1];
  handles[2] = output[0];
  return 0;
}

static int ends_within(int process, int milliseconds) {
  int64_t until = room_now() + milliseconds;
  for (;;) {
    if (waitpid(process, 0, WNOHANG) != 0) {
      return 1;
    }
    if (room_now() >= until) {
      return 0;
    }
    poll(0, 0, AGAIN_MILLISECONDS);
  }
}

void keyrite_program_end(int process, int milliseconds) {
  if (ends_within(process, milliseconds)) {
    return;
  }
  kill(process, SIGTERM);
  if (!ends_within(process, milliseconds)) {
    kill(process, SIGKILL);
    waitpid(process, 0, 0);
  }
}
