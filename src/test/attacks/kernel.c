/* What the kernel keeps for a user, what changes the machine, and what programs of one's own may do. */
#include "attacks.h"

#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <mqueue.h>
#include <sys/klog.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/quota.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/swap.h>
#include <sys/timex.h>
#include <sys/wait.h>

static const char secret[] = "SECRET-LEFT";

static int shared_memory(void)
{
    int id = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600);
    if (id < 0)
        return errno;
    char *place = shmat(id, NULL, 0);
    int result = place == (void *)-1 ? errno : 0;
    if (!result)
        strcpy(place, secret);
    shmctl(id, IPC_RMID, NULL);
    return result;
}

static int message_queue(void)
{
    int id = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
    return id < 0 ? errno : got(msgctl(id, IPC_RMID, NULL));
}

static int semaphores(void)
{
    int id = semget(IPC_PRIVATE, 1, IPC_CREAT | 0600);
    return id < 0 ? errno : got(semctl(id, 0, IPC_RMID));
}

static int posix_queue(void)
{
    mqd_t queue = mq_open("/keyrite-attack", O_CREAT | O_RDWR, 0600, NULL);
    return queue < 0 ? errno : got(mq_unlink("/keyrite-attack"));
}

static int add_key(void)
{
    long key = syscall(SYS_add_key, "user", "keyrite-attack", secret, sizeof secret, -4);
    if (key < 0)
        return errno;
    syscall(SYS_keyctl, 9, key, -4); /* unlink */
    return 0;
}

static int request_key(void) { return got_past(syscall(SYS_request_key, "user", "keyrite-no-such", NULL, 0), ENOKEY); }
static int keyring(void) { return got(syscall(SYS_keyctl, 0, -4, 1)); }

static int bpf(void)
{
    union bpf_attr attributes = {.map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 1};
    return got(syscall(SYS_bpf, BPF_MAP_CREATE, &attributes, sizeof attributes));
}

static int perf(void)
{
    struct perf_event_attr attributes = {
        .type = PERF_TYPE_SOFTWARE, .size = sizeof attributes, .config = PERF_COUNT_SW_CPU_CLOCK, .exclude_kernel = 1};
    return got(syscall(SYS_perf_event_open, &attributes, 0, -1, -1, 0));
}

static int userfaultfd(void) { return got(syscall(SYS_userfaultfd, 1)); }
static int memfd_secret(void) { return got(syscall(SYS_memfd_secret, 0)); }
static int file_watch(void) { return got(syscall(SYS_fanotify_init, 0, 0)); }
static int kernel_log(void) { return got(klogctl(3, (char[64]){0}, 64)); }

/* Each is refused for what it says when it is allowed: nothing happens to the machine. */
static int kexec(void) { return got_past(syscall(SYS_kexec_load, 0, 9999L, NULL, 0), EINVAL); }
static int load_module(void) { return got_past(syscall(SYS_init_module, NULL, 0L, ""), ENOEXEC); }
static int restart(void) { return got_past(syscall(SYS_reboot, 0xfee1dead, 672274793, 0x1234, NULL), EINVAL); }
static int swap_on(void) { return got_past(swapon("/nowhere/swap", 0), ENOENT); }
static int swap_off(void) { return got_past(swapoff("/nowhere/swap"), ENOENT); }
static int accounting(void) { return got_past(syscall(SYS_acct, "/nowhere/acct"), ENOENT); }
static int quota(void) { return got(quotactl(QCMD(Q_SYNC, USRQUOTA), NULL, 0, NULL)); }
static int host_name(void) { return got_past(syscall(SYS_sethostname, NULL, 4L), EFAULT); }

/* Sets what is set. */
static int clock_set(void)
{
    struct timex clock = {0};
    adjtimex(&clock);
    clock.modes = ADJ_FREQUENCY;
    return got(adjtimex(&clock));
}

static int ports(void) { return got(syscall(SYS_iopl, 3)); }
static int one_port(void) { return got(syscall(SYS_ioperm, 0x80, 1, 1)); }
/* Of a session of its own: whoever is at the terminal keeps it. */
static int hang_up(void) { return got(setsid() < 0 ? -1 : vhangup()); }

static int become_root(void)
{
    if (geteuid() == 0)
        return 0;
    return got(setuid(0));
}

static int any_capability(void)
{
    char line[256];
    FILE *status = fopen("/proc/self/status", "r");
    while (status && fgets(line, sizeof line, status))
        if (!strncmp(line, "CapEff:", 7) || !strncmp(line, "CapPrm:", 7) || !strncmp(line, "CapAmb:", 7))
            if (strtoull(line + 7, NULL, 16))
                return 0;
    return NOTHING;
}

static int other_groups(void)
{
    gid_t all[64];
    gid_t one = getgid();
    if (getgroups(64, all) > 0)
        return 0;
    return got(syscall(SYS_setgroups, 1L, &one));
}

/* Asks for a password on its standard input; who it runs as is then to be seen. */
static int setuid_program(const char *path, const char *name)
{
    int input[2], none = open("/dev/null", O_WRONLY);
    if (pipe(input))
        return errno;
    pid_t child = fork();
    if (child == 0) {
        dup2(input[0], 0);
        dup2(none, 1);
        dup2(none, 2);
        close(input[1]);
        execl(path, name, NULL);
        _exit(errno);
    }
    char file[64], text[2048], *user;
    snprintf(file, sizeof file, "/proc/%d/status", (int)child);
    int result = NOTHING, status;
    for (int i = 0; i < 50 && result == NOTHING; i++) {
        usleep(10000);
        int from = open(file, O_RDONLY);
        ssize_t length = from < 0 ? 0 : read(from, text, sizeof text - 1);
        close(from);
        text[length > 0 ? length : 0] = 0;
        char label[32];
        snprintf(label, sizeof label, "Name:\t%s\n", name);
        unsigned real, effective;
        if (strstr(text, label) && (user = strstr(text, "Uid:")) && sscanf(user, "Uid: %u %u", &real, &effective) == 2 &&
            effective == 0)
            result = 0;
    }
    kill(child, SIGKILL);
    close(input[1]);
    waitpid(child, &status, 0);
    return result == NOTHING && WIFEXITED(status) && WEXITSTATUS(status) ? WEXITSTATUS(status) : result;
}

static int run_su(void) { return setuid_program("/usr/bin/su", "su"); }
static int run_passwd(void) { return setuid_program("/usr/bin/passwd", "passwd"); }

static int raise_limit(int which)
{
    struct rlimit limit;
    getrlimit(which, &limit);
    limit.rlim_cur = limit.rlim_max = limit.rlim_max == RLIM_INFINITY ? RLIM_INFINITY : limit.rlim_max + 1;
    return got(setrlimit(which, &limit));
}

static int raise_core(void) { return raise_limit(RLIMIT_CORE); }
static int raise_processes(void) { return raise_limit(RLIMIT_NPROC); }
static int raise_file_size(void) { return raise_limit(RLIMIT_FSIZE); }
static int raise_memory(void) { return raise_limit(RLIMIT_AS); }
static int lower_core(void) { return got(setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0})); }

/* Is there a core of a process that ends badly? */
static int core(void)
{
    pid_t child = fork();
    if (child == 0) {
        struct rlimit limit;
        getrlimit(RLIMIT_CORE, &limit);
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_CORE, &limit);
        prctl(PR_SET_DUMPABLE, 1);
        abort();
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return errno;
    return WCOREDUMP(status) ? 0 : NOTHING;
}

static int one_address(void) { return got(personality(ADDR_NO_RANDOMIZE)); }
static int executable_data(void) { return got(personality(READ_IMPLIES_EXEC)); }
static int new_privileges(void) { return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 0 ? 0 : NOTHING; }

static int runs(const char *path)
{
    pid_t child = fork();
    if (child == 0) {
        execl(path, "attacks", "nothing", NULL);
        _exit(errno);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : NOTHING;
}

static int copy_self(int to)
{
    char buffer[65536];
    int from = open("/proc/self/exe", O_RDONLY);
    for (ssize_t length; (length = read(from, buffer, sizeof buffer)) > 0;)
        if (write(to, buffer, (size_t)length) != length)
            return errno;
    return from < 0 ? errno : 0;
}

/* Programs of one's own are still in the room. */
static int run_from_memory(void)
{
    char path[64];
    int file = memfd_create("own", 0);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    int error = file < 0 ? errno : copy_self(file);
    return error ? error : runs(path);
}

static int run_from_workspace(void)
{
    int file = open("own", O_CREAT | O_WRONLY | O_TRUNC, 0700);
    int error = file < 0 ? errno : copy_self(file);
    close(file);
    if (!error)
        error = runs("./own");
    unlink("own");
    return error;
}

const struct attack kernel_attacks[] = {
    ATTACK("shared-memory", shared_memory),
    ATTACK("message-queue", message_queue),
    ATTACK("semaphores", semaphores),
    ATTACK("posix-queue", posix_queue),
    ATTACK("add-key", add_key),
    ATTACK("request-key", request_key),
    ATTACK("keyring", keyring),
    ATTACK("bpf", bpf),
    ATTACK("perf", perf),
    ATTACK("userfaultfd", userfaultfd),
    ATTACK("memfd-secret", memfd_secret),
    ATTACK("fanotify", file_watch),
    ATTACK("kernel-log", kernel_log),
    ATTACK("kexec", kexec),
    ATTACK("load-module", load_module),
    ATTACK("reboot", restart),
    ATTACK("swapon", swap_on),
    ATTACK("swapoff", swap_off),
    ATTACK("acct", accounting),
    ATTACK("quota", quota),
    ATTACK("sethostname", host_name),
    ATTACK("clock", clock_set),
    ATTACK("iopl", ports),
    ATTACK("ioperm", one_port),
    ATTACK("vhangup", hang_up),
    ATTACK("become-root", become_root),
    ATTACK("any-capability", any_capability),
    ATTACK("other-groups", other_groups),
    ATTACK("run-su", run_su),
    ATTACK("run-passwd", run_passwd),
    ATTACK("raise-core", raise_core),
    ATTACK("raise-processes", raise_processes),
    ATTACK("raise-file-size", raise_file_size),
    ATTACK("raise-memory", raise_memory),
    ATTACK("lower-core", lower_core),
    ATTACK("core", core),
    ATTACK("one-address", one_address),
    ATTACK("executable-data", executable_data),
    ATTACK("new-privileges", new_privileges),
    ATTACK("run-from-memory", run_from_memory),
    ATTACK("run-from-workspace", run_from_workspace),
    {0},
};
