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

/* A signal that neither Java nor a C library uses. */
#define STOP 62

static struct {
  _Alignas(PAGE) char stack[2 * PAGE];
  char text[2 * PAGE];
  /* What the kernel says of each page of a stretch. */
  union {
    uint64_t entries[PAGE / 8];
    unsigned char resident[PAGE / 8];
  } pages;
  atomic_int stopped;
  int pagemap;
} own = {.pagemap = -1};

void keyrite_prepare_end(void) { own.pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC); }

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
