/*
 * last-memory BEFORE AFTER COMMAND [ARGUMENT...]
 *
 * Runs a command, stops it twice at its end, and saves the memory that it could write: to BEFORE when it is about to
 * overwrite it (it stops its other threads), to AFTER when it exits. Ends with the command's status. As root: nobody else may
 * read it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#define PIECE (1 << 16)

/* As in src/main/c/end.c. */
#define STOP 62

_Noreturn static void fail(const char *what) {
    perror(what);
    exit(125);
}

static void save(pid_t process, const char *file) {
    char name[64];
    char line[8192];
    static char piece[PIECE];
    snprintf(name, sizeof name, "/proc/%d/maps", process);
    FILE *maps = fopen(name, "re");
    snprintf(name, sizeof name, "/proc/%d/mem", process);
    int memory = open(name, O_RDONLY | O_CLOEXEC);
    FILE *out = fopen(file, "wxe");
    if (maps == 0 || memory < 0 || out == 0) {
        fail(file);
    }
    while (fgets(line, sizeof line, maps) != 0) {
        unsigned long from;
        unsigned long to;
        char rights[5];
        if (sscanf(line, "%lx-%lx %4s", &from, &to, rights) != 3 || rights[1] != 'w') {
            continue;
        }
        while (from < to) {
            size_t wanted = to - from < PIECE ? to - from : PIECE;
            ssize_t length = pread(memory, piece, wanted, (off_t)from);
            if (length <= 0) {
                fail(line);
            }
            fwrite(piece, 1, (size_t)length, out);
            from += (unsigned long)length;
        }
    }
    if (fclose(out) != 0) {
        fail(file);
    }
    fclose(maps);
    close(memory);
}

int main(int count, char **words) {
    if (count < 4) {
        fputs("usage: last-memory BEFORE AFTER COMMAND [ARGUMENT...]\n", stderr);
        return 125;
    }
    pid_t process = fork();
    if (process == 0) {
        ptrace(PTRACE_TRACEME, 0, 0, 0);
        raise(SIGSTOP);
        execvp(words[3], words + 3);
        fail(words[3]);
    }
    int status;
    if (process < 0 || waitpid(process, &status, 0) != process) {
        fail("fork");
    }
    long options = PTRACE_O_TRACEEXIT | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL;
    ptrace(PTRACE_SETOPTIONS, process, 0, options);
    ptrace(PTRACE_SYSCALL, process, 0, 0);
    int saved_before = 0;
    int saved_after = 0;
    for (;;) {
        pid_t thread = waitpid(-1, &status, __WALL);
        if (thread < 0) {
            fail("wait");
        }
        if (WIFEXITED(status) || WIFSIGNALED(status)) {
            if (thread != process) {
                continue;
            }
            return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        }
        int event = status >> 16;
        int given = WSTOPSIG(status);
        if (given == (SIGTRAP | 0x80)) {
            struct user_regs_struct registers;
            ptrace(PTRACE_GETREGS, thread, 0, &registers);
            if (registers.orig_rax == SYS_tgkill && registers.rdx == STOP && !saved_before) {
                saved_before = 1;
                save(process, words[1]);
            } else if (registers.orig_rax == SYS_exit_group && !saved_after) {
                saved_after = 1;
                save(process, words[2]);
            }
            given = 0;
        } else if (event != 0 || given == SIGTRAP) {
            given = 0;
        } else if (given == SIGSTOP) {
            given = 0; /* a new thread's first */
        }
        ptrace(PTRACE_SYSCALL, thread, 0, given);
    }
}
