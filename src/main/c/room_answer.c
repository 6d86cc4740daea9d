/* The keeper's answers to what the filter asks (room_filter.c). */
#define _GNU_SOURCE
#include "room_calls.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

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
      /* A priority can be that of one process, or of more than the room's. */
      if (process_group == 0 || (data->nr == SYS_setpriority && (int)data->args[0] != PRIO_PROCESS) ||
          (data->nr == SYS_ioprio_set && (int)data->args[0] != 1 /* IOPRIO_WHO_PROCESS */)) {
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
  answer.said.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
  /* Kernels before 5.5 cannot let a call go on: there it is denied. */
  if (allowed && syscall(SYS_ioctl, listener, SECCOMP_IOCTL_NOTIF_SEND, &answer) == 0) {
    return 0;
  }
  answer.said.error = -EPERM;
  answer.said.flags = 0;
  syscall(SYS_ioctl, listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
  return is_on_process ? DENIED_PROCESS : kind_of(&question.asked.data);
}
