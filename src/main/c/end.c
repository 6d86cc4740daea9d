/*
 * The end of the process: all memory that it wrote is overwritten, and given back to the kernel only then. Nothing
 * else knows every copy of a secret: the collector moves objects, libraries keep buffers, registers are saved on
 * stacks. A kernel hands freed pages out as they are, unless it was started with init_on_free=1.
 *
 * This runs on a stack of its own, calls nothing, and never returns. What it works with is in one object, which is
 * left out. Other threads are stopped first, in a handler that needs no memory; one that does not stop, since it
 * waits for a disk, say, and goes on later, comes to the same handler by its first mistake.
 */
#define _GNU_SOURCE
#include "keyrite.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PAGE 4096
#define TRIES 1000
#define TRY_NANOSECONDS 20000

/* Of an entry in /proc/PID/pagemap. */
#define PRESENT (1ULL << 63)
#define SWAPPED (1ULL << 62)
#define OF_FILE (1ULL << 61)

/* An exit status above this is that of a signal. */
#define SIGNALS 128

/* A signal that neither Java nor a C library uses. */
#define STOP 62

/* Whose bit would be the 65th: the kernel counts from one. */
#define LAST_SIGNAL 64

static struct {
  _Alignas(PAGE) char stack[2 * PAGE];
  char text[2 * PAGE];
  /* What the kernel says of each page of a stretch. */
  union {
    uint64_t entries[PAGE / 8];
    unsigned char resident[PAGE / 8];
  } pages;
  atomic_int stopped;
  /* The signal that this process dies of, once it is done with everything else. */
  atomic_int signal;
  int pagemap;
} own = {.pagemap = -1};

/* Java's way to tell a thread of a signal, and one of the signals that it has it for. */
static void (*tell_java)(int);
static int known_to_java;
static int dies_of_broken_pipes;

void keyrite_prepare_end(void) {
  own.pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
  struct sigaction before;
  dies_of_broken_pipes = sigaction(SIGPIPE, 0, &before) == 0 && before.sa_handler == SIG_DFL;
}

/* Whichever signal it is, Java ends the program as it would for one that it knows. */
static void note(int signal) {
  int none = 0;
  atomic_compare_exchange_strong(&own.signal, &none, signal);
  tell_java(known_to_java);
}

/*
 * Java knows three signals. The others would end the process at once, with files and terminal as they are then. One
 * that whoever started this process has it ignore stays ignored.
 */
void keyrite_note_signals(void) {
  static const int java[] = {SIGHUP, SIGINT, SIGTERM};
  /* These do nothing by themselves, stop the process, or say that it is wrong. */
  static const uint64_t left_alone = 1ULL << SIGCHLD | 1ULL << SIGCONT | 1ULL << SIGURG | 1ULL << SIGWINCH |
                                     1ULL << SIGSTOP | 1ULL << SIGTSTP | 1ULL << SIGTTIN | 1ULL << SIGTTOU |
                                     1ULL << SIGKILL | 1ULL << SIGILL | 1ULL << SIGTRAP | 1ULL << SIGBUS |
                                     1ULL << SIGFPE | 1ULL << SIGSEGV | 1ULL << SIGSYS | 1ULL << SIGPIPE;
  struct sigaction action;
  struct sigaction noting = {.sa_handler = note, .sa_flags = SA_RESTART};
  sigfillset(&noting.sa_mask);
  for (unsigned i = 0; i < sizeof java / sizeof java[0]; i++) {
    if (sigaction(java[i], 0, &action) == 0 && action.sa_handler != SIG_IGN && action.sa_handler != SIG_DFL) {
      tell_java = action.sa_handler;
      known_to_java = java[i];
      sigaction(java[i], &noting, 0);
    }
  }
  for (int other = 1; known_to_java != 0 && other <= LAST_SIGNAL; other++) {
    int is_ours = other != STOP && (other == LAST_SIGNAL || (left_alone >> other & 1) == 0);
    if (is_ours && sigaction(other, 0, &action) == 0 && action.sa_handler == SIG_DFL) {
      sigaction(other, &noting, 0);
    }
  }
}

int keyrite_end_by_broken_pipe(int descriptor) {
  struct pollfd end = {.fd = descriptor, .events = POLLOUT};
  if (!dies_of_broken_pipes || poll(&end, 1, 0) != 1 || (end.revents & (POLLERR | POLLHUP)) == 0) {
    return 0;
  }
  own.signal = SIGPIPE;
  return 1;
}

static inline long call(long number, long first, long second, long third, long fourth) {
  register long r10 __asm__("r10") = fourth;
  long result;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(number), "D"(first), "S"(second), "d"(third), "r"(r10)
                   : "rcx", "r11", "memory");
  return result;
}

/* Counts, and waits for ever, without a stack: pause is system call 34. */
__attribute__((naked)) static void stay(__attribute__((unused)) int signal) {
  __asm__("lock incl %0\n"
          "1: mov $34, %%eax\n"
          "syscall\n"
          "jmp 1b" ::"m"(own.stopped));
}

static void stay_at(int signal) {
  struct sigaction action = {.sa_handler = stay};
  sigfillset(&action.sa_mask);
  sigaction(signal, &action, 0);
}

/* Tells each other thread to stop, again if it was told before. Returns how many there are. */
static int tell_each(int process, int self) {
  int others = 0;
  int tasks = (int)call(SYS_open, (long)"/proc/self/task", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0, 0);
  for (;;) {
    long length = call(SYS_getdents64, tasks, (long)own.text, sizeof own.text, 0);
    if (length <= 0) {
      break;
    }
    for (long at = 0; at < length;) {
      const struct dirent *entry = (const void *)(own.text + at);
      int task = 0;
      for (const char *digit = entry->d_name; *digit >= '0' && *digit <= '9'; digit++) {
        task = 10 * task + *digit - '0';
      }
      if (task != 0 && task != self && call(SYS_tgkill, process, task, STOP, 0) == 0) {
        others++;
      }
      at += entry->d_reclen;
    }
  }
  call(SYS_close, tasks, 0, 0, 0);
  return others;
}

static void stop_threads(void) {
  stay_at(STOP);
  stay_at(SIGSEGV);
  stay_at(SIGBUS);
  stay_at(SIGILL);
  stay_at(SIGFPE);
  int process = getpid();
  int self = (int)call(SYS_gettid, 0, 0, 0, 0);
  for (int i = 0; i < TRIES && atomic_load(&own.stopped) < tell_each(process, self); i++) {
    struct timespec while_they_stop = {0, TRY_NANOSECONDS};
    call(SYS_nanosleep, (long)&while_they_stop, 0, 0, 0);
  }
}

/* A page of zeros may be the one that the kernel shows for all that were only read: it is left alone. */
static inline void overwrite_page(uintptr_t page) {
  const volatile uint64_t *word = (const volatile uint64_t *)page;
  const volatile uint64_t *end = word + PAGE / sizeof *word;
  while (word < end && *word == 0) {
    word++;
  }
  if (word == end) {
    return;
  }
  void *to = (void *)page;
  long words = PAGE / 8;
  __asm__ volatile("rep stosq" : "+D"(to), "+c"(words) : "a"(0) : "memory");
}

/*
 * Whether a page of the stretch that was asked about has memory of its own. Of the file that a mapping is of, a page
 * is this process's once it was written to.
 */
static inline int is_own(uintptr_t page, int mapped_file) {
  if (own.pagemap < 0) {
    return !mapped_file && (own.pages.resident[page] & 1) != 0;
  }
  uint64_t entry = own.pages.entries[page];
  return (entry & SWAPPED) != 0 || (entry & (PRESENT | OF_FILE)) == PRESENT;
}

static inline int ask(uintptr_t from, uintptr_t count) {
  if (own.pagemap < 0) {
    return call(SYS_mincore, (long)from, (long)(count * PAGE), (long)&own.pages, 0) == 0;
  }
  long size = (long)(count * sizeof own.pages.entries[0]);
  return call(SYS_pread64, own.pagemap, (long)&own.pages, size, (long)(from / PAGE * 8)) == size;
}

static inline void overwrite(uintptr_t from, uintptr_t to, int mapped_file) {
  uintptr_t own_from = (uintptr_t)&own;
  uintptr_t own_to = own_from + sizeof own;
  while (from < to) {
    uintptr_t count = (to - from) / PAGE;
    if (count > PAGE / 8) {
      count = PAGE / 8;
    }
    if (!ask(from, count)) {
      return;
    }
    for (uintptr_t page = 0; page < count; page++, from += PAGE) {
      if (is_own(page, mapped_file) && (from < own_from || from >= own_to)) {
        overwrite_page(from);
      }
    }
  }
}

static inline const char *hexadecimal(const char *at, uintptr_t *number) {
  for (*number = 0;; at++) {
    if (*at >= '0' && *at <= '9') {
      *number = *number << 4 | (uintptr_t)(*at - '0');
    } else if (*at >= 'a' && *at <= 'f') {
      *number = *number << 4 | (uintptr_t)(*at - 'a' + 10);
    } else {
      return at;
    }
  }
}

/* A line of /proc/self/maps, ended by a zero byte: "from-to rw-p offset device inode name". */
static inline void overwrite_mapping(const char *line) {
  uintptr_t from;
  uintptr_t to;
  const char *at = hexadecimal(line, &from);
  at = hexadecimal(at + 1, &to);
  int is_written = at[1] == 'r' && at[2] == 'w' && at[4] == 'p';
  for (int fields = 0; fields < 4 && *at != 0; at++) {
    fields += *at == ' ';
  }
  if (is_written) {
    overwrite(from, to, at[0] != '0' || at[1] != ' ');
  }
}

/* A shell that waits for a script's command stops the script only if the command died of the signal. */
static inline void die_of(int signal) {
  /* As the kernel has it: the default action, no flags, nothing masked meanwhile. */
  static const uint64_t action[4] = {(uintptr_t)SIG_DFL};
  uint64_t unmasked = 1ULL << (signal - 1);
  call(SYS_rt_sigaction, signal, (long)action, 0, sizeof unmasked);
  call(SYS_rt_sigprocmask, SIG_UNBLOCK, (long)&unmasked, 0, sizeof unmasked);
  call(SYS_kill, call(SYS_getpid, 0, 0, 0, 0), signal, 0, 0);
}

static _Noreturn void overwrite_all(long status) {
  int maps = (int)call(SYS_open, (long)"/proc/self/maps", O_RDONLY | O_CLOEXEC, 0, 0);
  long kept = 0;
  for (;;) {
    long length = call(SYS_read, maps, (long)own.text + kept, (long)sizeof own.text - kept, 0);
    if (length <= 0) {
      break;
    }
    long end = kept + length;
    long line = 0;
    for (long at = kept; at < end; at++) {
      if (own.text[at] == '\n') {
        own.text[at] = 0;
        overwrite_mapping(own.text + line);
        line = at + 1;
      }
    }
    kept = end - line;
    for (long i = 0; i < kept; i++) {
      own.text[i] = own.text[line + i];
    }
  }
  if (own.signal != 0 && status > SIGNALS) {
    /* The first process of a machine or a container does not die of it. */
    status = SIGNALS + own.signal;
    die_of(own.signal);
  }
  for (;;) {
    call(SYS_exit_group, status, 0, 0, 0);
  }
}

/*
 * Whether valgrind runs this program: it is in the same address space, so that its memory would be overwritten too.
 * Its way to be asked (valgrind.h) does nothing on a processor: a register is turned round twice.
 */
static int is_under_valgrind(void) {
  volatile uint64_t request[6] = {0x1001};
  uint64_t answer = 0;
  __asm__ volatile("rolq $3, %%rdi\n"
                   "rolq $13, %%rdi\n"
                   "rolq $61, %%rdi\n"
                   "rolq $51, %%rdi\n"
                   "xchgq %%rbx, %%rbx\n"
                   : "+d"(answer)
                   : "a"(request)
                   : "rdi", "cc", "memory");
  return answer != 0;
}

_Noreturn void keyrite_end(int status) {
  if (is_under_valgrind()) {
    _exit(status);
  }
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, 0);
  stop_threads();
  __asm__ volatile("mov %0, %%rsp\n"
                   "xor %%ebp, %%ebp\n"
                   "call *%1" ::"r"(own.stack + sizeof own.stack),
                   "r"(overwrite_all), "D"((long)status)
                   : "memory");
  __builtin_unreachable();
}
