/*
 * Attacks that would spoil others: on what the machine has, on the workspace, on the standard output, and on the end of
 * it all. Each prints its line by itself.
 */
#include "attacks.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>

/* Where an attack on memory, disk or processes stops by itself: this may be somebody's machine. */
#define ENOUGH_MEMORY (3L << 30)
#define ENOUGH_IN_FILES (1L << 30)
#define ENOUGH_PROCESSES 2000

static void ignore_all_signals(void)
{
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_IGN);
}

static void stay(int closing)
{
    if (fork()) /* the first child ends, so that nobody waits for the second */
        return;
    setsid();
    if (fork())
        _exit(0);
    ignore_all_signals();
    for (int i = 0; closing && i < 3; i++)
        close(i);
    for (;;)
        pause();
}

static int leave_daemon(void)
{
    stay(1);
    wait(NULL);
    report("daemon", 0);
    return 0;
}

static int leave_daemon_with_output(void)
{
    stay(0);
    wait(NULL);
    report("daemon-with-output", 0);
    return 0;
}

__attribute__((noreturn)) static int outlive_time_limit(void)
{
    ignore_all_signals();
    report("immortal", 0);
    for (;;)
        pause();
}

/* Every child does the same. */
static int fork_bomb(void)
{
    int *count = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t first = getpid();
    int result = 0;
    while (__atomic_add_fetch(count, 1, __ATOMIC_SEQ_CST) < ENOUGH_PROCESSES)
        if (fork() < 0) {
            result = errno;
            break;
        }
    if (getpid() != first)
        for (;;)
            pause();
    usleep(300000);
    report("fork-bomb", *count < ENOUGH_PROCESSES ? result : 0);
    return 0;
}

static int fill_memory(void)
{
    const size_t piece = 64L << 20;
    int result = 0;
    for (size_t all = 0; all < ENOUGH_MEMORY && !result; all += piece) {
        char *memory = mmap(NULL, piece, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED)
            result = errno;
        else
            memset(memory, 1, piece);
    }
    report("fill-memory", result);
    return 0;
}

/* A file, or as many as it takes. */
static void fill(const char *name, long of_each)
{
    static char zeros[1 << 20];
    int result = 0, number = 0, file = -1;
    signal(SIGXFSZ, SIG_IGN);
    memset(zeros, 1, sizeof zeros);
    for (long all = 0; all < ENOUGH_IN_FILES && !result; all += (long)sizeof zeros) {
        if (all % of_each == 0) {
            char path[32];
            close(file);
            snprintf(path, sizeof path, "filling-%d", number++);
            file = open(path, O_CREAT | O_WRONLY, 0600);
        }
        if (file < 0 || write(file, zeros, sizeof zeros) < (ssize_t)sizeof zeros)
            result = errno;
    }
    report(name, result);
}

static int fill_file(void)
{
    fill("fill-file", ENOUGH_IN_FILES);
    return 0;
}

static int fill_files(void)
{
    fill("fill-files", 16 << 20);
    return 0;
}

__attribute__((noreturn)) static int flood(void)
{
    for (;;)
        report("flood", 0);
}

/* Another description of the same output: without a flag, and with a place of its own. */
static int reopened(void) { return open("/proc/self/fd/1", O_RDWR); }

static int flood_reopened(void)
{
    char text[4096];
    memset(text, 'x', sizeof text);
    signal(SIGXFSZ, SIG_IGN);
    report("flood-reopened", 0);
    int output = reopened();
    if (output < 0)
        return 0;
    for (long at = 0; at < 64 << 20; at += (long)sizeof text)
        if (pwrite(output, text, sizeof text, at) < 0)
            break;
    return 0;
}

/* A length of a terabyte, with nothing in it. */
static int grow_output(void)
{
    signal(SIGXFSZ, SIG_IGN);
    report("grow-output", 0);
    int result = got(ftruncate(1, 1L << 40));
    if (result)
        result = got(ftruncate(reopened(), 1L << 40));
    pwrite(reopened(), "x", 1, 1L << 39);
    _exit(result ? 3 : 0);
}

/* What was printed is overwritten by something else: the last word counts. */
static int rewind_output(void)
{
    report("old", 0);
    if (ftruncate(1, 0))
        _exit(3);
    lseek(1, 0, SEEK_SET);
    report("rewind-output", 0);
    return 0;
}

static int empty_output(void)
{
    report("empty-output", 0);
    if (ftruncate(1, 0))
        _exit(3);
    return 0;
}

/* So that nobody can overwrite the secret. */
static int seal_output(void)
{
    int result = got(fcntl(1, F_ADD_SEALS, F_SEAL_SEAL));
    if (result)
        result = got(fcntl(reopened(), F_ADD_SEALS, F_SEAL_SEAL));
    report("seal-output", result);
    fcntl(1, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW);
    return 0;
}

static const char *workspace(void)
{
    static char path[PATH_MAX];
    return getcwd(path, sizeof path) ? path : "/nowhere";
}

static int replace_workspace(void)
{
    char away[PATH_MAX];
    const char *here = workspace();
    snprintf(away, sizeof away, "%.4000s-away", here);
    int result = got(rename(here, away));
    if (!result)
        result = got(symlink(folder, here));
    report("replace-workspace", result);
    return 0;
}

static int remove_workspace(void)
{
    report("remove-workspace", got(rmdir(workspace())));
    return 0;
}

static void write_secret(const char *name, mode_t mode)
{
    int file = open(name, O_CREAT | O_RDWR, mode);
    if (file >= 0) {
        pwrite(file, "SECRET", 6, 0);
        pwrite(file, "SECRET", 6, 60L << 20); /* far behind, within what a file may have */
        close(file);
    }
}

static int close_workspace(void)
{
    write_secret("kept", 0);
    mkdir("closed", 0700);
    write_secret("closed/kept", 0);
    chmod("closed", 0);
    report("close-workspace", got(chmod(".", 0)));
    return 0;
}

static int hide_in_workspace(void)
{
    char name[256];
    write_secret("sparse", 0600);
    write_secret("line\nbreak", 0600);
    write_secret("no-utf-8\xff\xfe", 0);
    mkdir("folder\xff", 0);
    mkfifo("pipe", 0);
    symlink("/etc", "link");
    symlink(".", "loop");
    memset(name, 'x', 250);
    name[250] = 0;
    for (int i = 0; i < 3000; i++)
        if (mkdir(name, 0700) || chdir(name))
            break;
    write_secret("deep", 0600);
    report("hide-in-workspace", 0);
    return 0;
}

/* For a plan that takes a value from the file key: whoever opens it waits, or reads another's file. */
static int pipe_as_key(void)
{
    report("pipe-as-key", got(mkfifo("key", 0600)));
    return 0;
}

static int link_as_key(void)
{
    report("link-as-key", got(symlink(below("precious"), "key")));
    return 0;
}

const struct attack havoc_attacks[] = {
    ATTACK("daemon", leave_daemon),
    ATTACK("daemon-with-output", leave_daemon_with_output),
    ATTACK("immortal", outlive_time_limit),
    ATTACK("fork-bomb", fork_bomb),
    ATTACK("fill-memory", fill_memory),
    ATTACK("fill-file", fill_file),
    ATTACK("fill-files", fill_files),
    ATTACK("flood", flood),
    ATTACK("flood-reopened", flood_reopened),
    ATTACK("grow-output", grow_output),
    ATTACK("rewind-output", rewind_output),
    ATTACK("empty-output", empty_output),
    ATTACK("seal-output", seal_output),
    ATTACK("replace-workspace", replace_workspace),
    ATTACK("remove-workspace", remove_workspace),
    ATTACK("close-workspace", close_workspace),
    ATTACK("hide-in-workspace", hide_in_workspace),
    ATTACK("pipe-as-key", pipe_as_key),
    ATTACK("link-as-key", link_as_key),
    {0},
};
