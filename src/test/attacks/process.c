/* Other processes: keyrite, whoever started the generator, and an accomplice of the same user. */
#include "attacks.h"

#include <dirent.h>
#include <sched.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>

/* A signal that nobody minds. */
#define HARMLESS SIGURG

static int open_of(pid_t pid, const char *name, int flags)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
    return open(path, flags);
}

static int memory_read(pid_t pid)
{
    char text[64] = {0};
    int maps = open_of(pid, "maps", O_RDONLY), memory = open_of(pid, "mem", O_RDONLY);
    if (maps < 0 || memory < 0 || read(maps, text, sizeof text - 1) < 0)
        return errno;
    return got(pread(memory, text, sizeof text, strtol(text, NULL, 16)));
}

static int memory_write(pid_t pid) { return got(open_of(pid, "mem", O_WRONLY)); }

/* There is nothing at address 16: who is told so was allowed to look. */
static int vm_read(pid_t pid)
{
    char text[8];
    struct iovec here = {text, sizeof text}, there = {(void *)16, sizeof text};
    return got_past(process_vm_readv(pid, &here, 1, &there, 1, 0), EFAULT);
}

static int vm_write(pid_t pid)
{
    char text[8] = {0};
    struct iovec here = {text, sizeof text}, there = {(void *)16, sizeof text};
    return got_past(process_vm_writev(pid, &here, 1, &there, 1, 0), EFAULT);
}

static int trace(pid_t pid) { return got(ptrace(PTRACE_SEIZE, pid, NULL, NULL)); }
static int by_kill(pid_t pid) { return got(kill(pid, HARMLESS)); }
static int by_tkill(pid_t pid) { return got(syscall(SYS_tkill, pid, HARMLESS)); }
static int by_tgkill(pid_t pid) { return got(syscall(SYS_tgkill, pid, pid, HARMLESS)); }

static int by_queue(pid_t pid)
{
    siginfo_t info = {.si_signo = HARMLESS, .si_code = SI_QUEUE};
    return got(syscall(SYS_rt_sigqueueinfo, pid, HARMLESS, &info));
}

static int by_thread_queue(pid_t pid)
{
    siginfo_t info = {.si_signo = HARMLESS, .si_code = SI_QUEUE};
    return got(syscall(SYS_rt_tgsigqueueinfo, pid, pid, HARMLESS, &info));
}

static int by_pidfd(pid_t pid)
{
    long descriptor = syscall(SYS_pidfd_open, pid, 0);
    return descriptor < 0 ? errno : got(syscall(SYS_pidfd_send_signal, descriptor, HARMLESS, NULL, 0));
}

/* Another's socket or file as one's own. */
static int take_descriptor(pid_t pid)
{
    long descriptor = syscall(SYS_pidfd_open, pid, 0);
    if (descriptor < 0)
        return errno;
    for (int i = 0; i < 16; i++)
        if (syscall(SYS_pidfd_getfd, descriptor, i, 0) >= 0)
            return 0;
    return errno;
}

/*
 * The signal of a descriptor that became readable, and any number may be chosen for it. Who sent it is not told
 * whether it arrived: the accomplice tells.
 */
static int by_descriptor(pid_t pid)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) || fcntl(pair[0], F_SETOWN, pid) ||
        fcntl(pair[0], F_SETSIG, pid == other ? SIGUSR2 : HARMLESS) || fcntl(pair[0], F_SETFL, O_ASYNC) ||
        write(pair[1], "x", 1) != 1)
        return errno;
    return NOTHING;
}

static int stop(pid_t pid)
{
    if (kill(pid, SIGSTOP))
        return errno;
    kill(pid, SIGCONT);
    return 0;
}

static int limits_read(pid_t pid)
{
    struct rlimit limit;
    return got(prlimit(pid, RLIMIT_NOFILE, NULL, &limit));
}

static int limits_write(pid_t pid)
{
    struct rlimit limit;
    return got(prlimit(pid, RLIMIT_NOFILE, NULL, &limit) ? -1 : prlimit(pid, RLIMIT_NOFILE, &limit, NULL));
}

static int affinity(pid_t pid)
{
    cpu_set_t all;
    sched_getaffinity(0, sizeof all, &all);
    return got(sched_setaffinity(pid, sizeof all, &all));
}

static int scheduler(pid_t pid) { return got(sched_setscheduler(pid, SCHED_OTHER, &(struct sched_param){0})); }
static int priority(pid_t pid) { return got(setpriority(PRIO_PROCESS, (id_t)pid, 0)); }
static int io_priority(pid_t pid) { return got(syscall(SYS_ioprio_set, 1, pid, 2 << 13 | 4)); }
static int compare(pid_t pid) { return got(syscall(SYS_kcmp, getpid(), pid, 1, 0, 0)); }
static int environment(pid_t pid) { return got(open_of(pid, "environ", O_RDONLY)); }
static int command_line(pid_t pid) { return got(open_of(pid, "cmdline", O_RDONLY)); }
static int descriptors(pid_t pid) { return got(open_of(pid, "fd/0", O_RDONLY)); }
static int root(pid_t pid) { return got(open_of(pid, "root/", O_RDONLY)); }
static int working_folder(pid_t pid) { return got(open_of(pid, "cwd/", O_RDONLY)); }
static int program(pid_t pid) { return got(open_of(pid, "exe", O_RDONLY)); }
static int out_of_memory(pid_t pid) { return got(open_of(pid, "oom_score_adj", O_WRONLY)); }

/* Who else runs here, and with what words and variables? Only processes of the room may be found. */
static int walk(const char *name, const char *mark)
{
    DIR *processes = opendir("/proc");
    if (!processes)
        return errno;
    for (struct dirent *entry; (entry = readdir(processes));) {
        int pid = atoi(entry->d_name);
        char text[16384];
        int file = pid > 0 ? open_of(pid, name, O_RDONLY) : -1;
        ssize_t length = file < 0 ? 0 : read(file, text, sizeof text);
        if (file >= 0)
            close(file);
        if (length > 0 && memmem(text, (size_t)length, mark, strlen(mark)))
            return 0;
    }
    return NOTHING;
}

/* An option of keyrite's, which the generator is not given. */
static int walk_command_lines(void) { return walk("cmdline", "--workspace"); }
static int walk_environments(void) { return walk("environ", "KEYRITE_OF_THE_CALLER="); }

/* A brother in place of a child. */
static int clone_parent(void)
{
    long child = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, NULL, NULL, NULL, 0);
    if (child == 0)
        _exit(0);
    return got(child);
}

/* Descriptors that were left open, besides the three. */
static int inherited_descriptors(void)
{
    for (int i = 3; i < 4096; i++)
        if (fcntl(i, F_GETFD) >= 0)
            return 0;
    return NOTHING;
}

/* Descriptors that lead to a terminal. */
static int terminal_descriptors(void)
{
    for (int i = 0; i < 3; i++)
        if (isatty(i))
            return 0;
    return NOTHING;
}

#define AT(name, attack)                                                                                               \
    {name "-keyrite", .at = attack, .target = &keyrite}, {name "-parent", .at = attack, .target = &parent},            \
    {                                                                                                                  \
        name "-other", .at = attack, .target = &other                                                                  \
    }

const struct attack process_attacks[] = {
    AT("memory", memory_read),
    AT("memory-write", memory_write),
    AT("vm-read", vm_read),
    AT("vm-write", vm_write),
    AT("trace", trace),
    AT("kill", by_kill),
    AT("tkill", by_tkill),
    AT("tgkill", by_tgkill),
    AT("queue", by_queue),
    AT("thread-queue", by_thread_queue),
    AT("pidfd", by_pidfd),
    AT("getfd", take_descriptor),
    AT("sigio", by_descriptor),
    AT("stop", stop),
    AT("limits", limits_read),
    AT("limits-write", limits_write),
    AT("affinity", affinity),
    AT("scheduler", scheduler),
    AT("priority", priority),
    AT("io-priority", io_priority),
    AT("kcmp", compare),
    AT("environ", environment),
    AT("cmdline", command_line),
    AT("fd", descriptors),
    AT("root", root),
    AT("cwd", working_folder),
    AT("exe", program),
    AT("oom", out_of_memory),
    ATTACK("walk-command-lines", walk_command_lines),
    ATTACK("walk-environments", walk_environments),
    ATTACK("clone-parent", clone_parent),
    ATTACK("inherited-descriptors", inherited_descriptors),
    ATTACK("terminal-descriptors", terminal_descriptors),
    {0},
};
