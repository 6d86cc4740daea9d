/*
 * without THING[,THING...] COMMAND [ARGUMENT...]
 *
 * Runs a command as a weaker machine would: its kernel has no such thing, or does not let this user have it. A seccomp
 * filter answers for the kernel, for the command and for all that it starts. Whoever is root gets nothing else changed;
 * for others no_new_privs comes with it, and `without` says so on standard error.
 *
 *   userns      no user namespaces: unshare and clone with CLONE_NEWUSER (EPERM), clone3 (ENOSYS)
 *   namespaces  no namespaces at all
 *   landlock    ENOSYS
 *   seccomp     no more filters: EINVAL, by both calls
 *   notify      no filter with a listener: EINVAL
 *   dumpable    prctl(PR_SET_DUMPABLE): EPERM
 *   memfd       memfd_create: EPERM
 *   mfd-exec    memfd_create with MFD_EXEC or MFD_NOEXEC_SEAL: EINVAL, as before Linux 6.3
 *   openat2, execveat, close_range, pidfd_open: ENOSYS
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define NEW_NAMESPACES                                                                                                 \
    (CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWPID | CLONE_NEWCGROUP)

#define LANDLOCK_FIRST 444
#define LANDLOCK_LAST 446
#define MFD_EXEC_AND_NOEXEC 0x18

/* How an argument is looked at, by its lower half, as the kernel does with an int. */
enum look { ANY, EQUAL, BITS };

struct rule {
    const char *thing;
    long call;
    enum look look;
    int argument;
    unsigned value;
    int error;
};

static const struct rule rules[] = {
    {"userns", SYS_unshare, BITS, 0, CLONE_NEWUSER, EPERM},
    {"userns", SYS_clone, BITS, 0, CLONE_NEWUSER, EPERM},
    {"userns", SYS_clone3, ANY, 0, 0, ENOSYS},
    {"namespaces", SYS_unshare, BITS, 0, NEW_NAMESPACES, EPERM},
    {"namespaces", SYS_clone, BITS, 0, NEW_NAMESPACES, EPERM},
    {"namespaces", SYS_clone3, ANY, 0, 0, ENOSYS},
    {"landlock", LANDLOCK_FIRST, ANY, 0, 0, ENOSYS},
    {"landlock", LANDLOCK_FIRST + 1, ANY, 0, 0, ENOSYS},
    {"landlock", LANDLOCK_LAST, ANY, 0, 0, ENOSYS},
    {"seccomp", SYS_seccomp, EQUAL, 0, SECCOMP_SET_MODE_FILTER, EINVAL},
    {"seccomp", SYS_prctl, EQUAL, 0, PR_SET_SECCOMP, EINVAL},
    {"notify", SYS_seccomp, BITS, 1, SECCOMP_FILTER_FLAG_NEW_LISTENER, EINVAL},
    {"dumpable", SYS_prctl, EQUAL, 0, PR_SET_DUMPABLE, EPERM},
    {"memfd", SYS_memfd_create, ANY, 0, 0, EPERM},
    {"mfd-exec", SYS_memfd_create, BITS, 1, MFD_EXEC_AND_NOEXEC, EINVAL},
    {"openat2", SYS_openat2, ANY, 0, 0, ENOSYS},
    {"execveat", SYS_execveat, ANY, 0, 0, ENOSYS},
    {"close_range", SYS_close_range, ANY, 0, 0, ENOSYS},
    {"pidfd_open", SYS_pidfd_open, ANY, 0, 0, ENOSYS},
};
#define RULES (sizeof rules / sizeof rules[0])

static struct sock_filter program[4 * RULES + 8];
static unsigned short length;

static void add(unsigned short code, unsigned value, unsigned char yes, unsigned char no)
{
    program[length++] = (struct sock_filter){code, yes, no, value};
}

/* The next one is taken where the condition does not hold, so each rule starts with the number. */
static void forbid(const struct rule *rule)
{
    unsigned place = (unsigned)(offsetof(struct seccomp_data, args) + 8 * (size_t)rule->argument);
    add(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr), 0, 0);
    if (rule->look == ANY) {
        add(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)rule->call, 0, 1);
    } else {
        add(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)rule->call, 0, 3);
        add(BPF_LD | BPF_W | BPF_ABS, place, 0, 0);
        add((unsigned short)(BPF_JMP | BPF_K | (rule->look == BITS ? BPF_JSET : BPF_JEQ)), rule->value, 0, 1);
    }
    add(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned)rule->error, 0, 0);
}

static void forbid_all(const char *thing)
{
    int found = 0;
    for (size_t i = 0; i < RULES; i++)
        if (!strcmp(rules[i].thing, thing)) {
            forbid(&rules[i]);
            found = 1;
        }
    if (!found) {
        fprintf(stderr, "without: there is no %s to be without\n", thing);
        exit(2);
    }
}

int main(int count, char **arguments)
{
    if (count < 3) {
        fprintf(stderr, "usage: without THING[,THING...] COMMAND [ARGUMENT...]\n");
        return 2;
    }
    add(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch), 0, 0);
    add(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0);
    add(BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
    for (char *thing = strtok(arguments[1], ","); thing; thing = strtok(NULL, ","))
        forbid_all(thing);
    add(BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
    struct sock_fprog filter = {length, program};
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter)) {
        if (errno != EACCES || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
            syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter)) {
            perror("without: seccomp");
            return 1;
        }
        fprintf(stderr, "without: no_new_privs is set, since this is not root\n");
    }
    execvp(arguments[2], arguments + 2);
    perror(arguments[2]);
    return 127;
}
