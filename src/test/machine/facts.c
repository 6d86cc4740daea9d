/*
 * Prints what this machine's kernel has for a sandbox, to the user that runs it: a line "name: value" for
 * each fact. Each is tried in a process of its own, since most cannot be taken back.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef MFD_EXEC
#define MFD_NOEXEC_SEAL 8U
#define MFD_EXEC 16U
#endif
#ifndef PR_SET_MDWE
#define PR_SET_MDWE 65
#endif
enum { LANDLOCK_CREATE_RULESET = 444, MEMFD_SECRET = 447, MSEAL = 462 };

/* What the room asks for at once. */
static const int ROOM =
        CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWPID | CLONE_NEWCGROUP;

/* Ends the process with the fact: that it works, or the error. */
static _Noreturn void tell(long result)
{
    puts(result >= 0 ? "works" : strerrorname_np(errno));
    fflush(stdout);
    _exit(0);
}

/* Ends it with the error, if there is one. */
static void must(const char *what, long result)
{
    if (result >= 0)
        return;
    printf("%s at %s\n", strerrorname_np(errno), what);
    fflush(stdout);
    _exit(0);
}

static void write_file(const char *path, const char *text)
{
    int file = open(path, O_WRONLY);
    must(path, file);
    must(path, write(file, text, strlen(text)));
    close(file);
}

/* A user namespace in which this user is nobody, who may do there what root may. */
static void enter(int namespaces)
{
    char map[64];
    uid_t user = getuid();
    gid_t group = getgid();
    must("unshare", unshare(namespaces));
    if (!(namespaces & CLONE_NEWUSER))
        return;
    write_file("/proc/self/setgroups", "deny");
    snprintf(map, sizeof map, "65534 %u 1", user);
    write_file("/proc/self/uid_map", map);
    snprintf(map, sizeof map, "65534 %u 1", group);
    write_file("/proc/self/gid_map", map);
}

static void private_tree(void)
{
    must("private", mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL));
    must("mount tmpfs", mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755"));
}

/* The rest goes on as process 1 of the new process namespace. */
static void become_first(void)
{
    int status;
    pid_t child = fork();
    must("fork", child);
    if (child == 0)
        return;
    waitpid(child, &status, 0);
    _exit(0);
}

static void landlock(void)
{
    long abi = syscall(LANDLOCK_CREATE_RULESET, NULL, 0, 1);
    must("landlock_create_ruleset", abi);
    printf("%ld\n", abi);
}

static void all_namespaces(void) { enter(ROOM); tell(0); }
static void without_user_namespace(void) { enter(ROOM & ~CLONE_NEWUSER); tell(0); }

static void noswap(int namespaces)
{
    enter(namespaces);
    tell(mount("tmpfs", "/tmp", "tmpfs", 0, "noswap"));
}

static void tmpfs_noswap(void) { noswap(CLONE_NEWNS); }
static void tmpfs_noswap_inside(void) { noswap(CLONE_NEWUSER | CLONE_NEWNS); }

static void own_proc(void)
{
    enter(ROOM);
    become_first();
    private_tree();
    must("mkdir", mkdir("/tmp/proc", 0755));
    tell(mount("proc", "/tmp/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL));
}

static void bind_read_only(void)
{
    enter(ROOM);
    private_tree();
    must("mkdir", mkdir("/tmp/bin", 0755));
    must("bind", mount("/bin", "/tmp/bin", NULL, MS_BIND | MS_REC, NULL));
    must("remount", mount(NULL, "/tmp/bin", NULL, MS_BIND | MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV, NULL));
    must("chdir", chdir("/tmp/bin"));
    puts(open("made", O_CREAT | O_WRONLY, 0600) < 0 ? strerrorname_np(errno) : "writable");
}

static void pivot_root(void)
{
    enter(ROOM);
    private_tree();
    must("chdir", chdir("/tmp"));
    must("pivot_root", syscall(SYS_pivot_root, ".", "."));
    must("umount", umount2(".", MNT_DETACH));
    must("chdir /", chdir("/"));
    puts(access("/bin", F_OK) == 0 ? "the old root is still there" : "works");
}

/* What is left where pivot_root is refused: the new tree over the root, as switch_root does it. */
static int move_over_root(void)
{
    enter(ROOM);
    int namespace = open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC);
    must("own namespace", namespace);
    private_tree();
    must("chdir", chdir("/tmp"));
    must("move", mount(".", "/", NULL, MS_MOVE, NULL));
    must("chroot", chroot("."));
    must("chdir /", chdir("/"));
    return namespace;
}

static void move_and_chroot(void)
{
    move_over_root();
    puts(access("/bin", F_OK) == 0 ? "the old root is still there" : "works");
}

/* The old root lies under the new one: takes that away, and enters the namespace again, at its root. */
static void uncover(int namespace)
{
    must("umount", umount2("/", MNT_DETACH));
    must("setns", setns(namespace, CLONE_NEWNS));
    puts(access("/bin", F_OK) == 0 ? "the old root is back" : "no way back");
}

static void uncover_with_privileges(void) { uncover(move_over_root()); }

static void uncover_without(void)
{
    move_over_root();
    must("a user namespace inside", unshare(CLONE_NEWUSER | CLONE_NEWNS));
    uncover(-1);
}

static void execute_memfd(unsigned flags)
{
    char buffer[65536];
    ssize_t count;
    int in = open("/bin/busybox", O_RDONLY);
    must("busybox", in);
    int file = memfd_create("program", MFD_ALLOW_SEALING | MFD_CLOEXEC | flags);
    must("memfd_create", file);
    while ((count = read(in, buffer, sizeof buffer)) > 0)
        must("write", write(file, buffer, (size_t)count));
    must("fchmod", fchmod(file, 0555));
    must("seal", fcntl(file, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL));
    char *arguments[] = {"busybox", "echo", "works", NULL};
    char *none[] = {NULL};
    fflush(stdout);
    tell(syscall(SYS_execveat, file, "", arguments, none, AT_EMPTY_PATH));
}

static void memfd_exec(void) { execute_memfd(MFD_EXEC); }
static void memfd_exec_plain(void) { execute_memfd(0); }
static void memfd_noexec(void) { tell(memfd_create("n", MFD_NOEXEC_SEAL)); }
static void memfd_secret(void) { tell(syscall(MEMFD_SECRET, 0)); }
static void write_execute(void) { tell(prctl(PR_SET_MDWE, 1, 0, 0, 0)); }
static void mseal(void)
{
    void *page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    tell(syscall(MSEAL, page, 4096, 0));
}

static void seccomp_notify(void)
{
    struct sock_filter instructions[] = {BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    struct sock_fprog filter = {1, instructions};
    unsigned action = SECCOMP_RET_USER_NOTIF;
    must("no_new_privs", prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
    must("action", syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action));
    tell(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &filter));
}

static void seccomp_kill(void)
{
    unsigned action = SECCOMP_RET_KILL_PROCESS;
    tell(syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action));
}

static void tiocsti(void)
{
    char letter = '\n';
    int slave, lock = 0, number, master = open("/dev/ptmx", O_RDWR | O_NOCTTY);
    char name[32];
    must("/dev/ptmx", master);
    must("unlock", ioctl(master, TIOCSPTLCK, &lock));
    must("number", ioctl(master, TIOCGPTN, &number));
    must("setsid", setsid());
    snprintf(name, sizeof name, "/dev/pts/%d", number);
    slave = open(name, O_RDWR);
    must(name, slave);
    must("controlling terminal", ioctl(slave, TIOCSCTTY, 0));
    tell(ioctl(slave, TIOCSTI, &letter));
}

static void io_uring(void)
{
    char parameters[120] = {0};
    tell(syscall(SYS_io_uring_setup, 1, parameters));
}


static const struct {
    const char *name;
    void (*find)(void);
} FACTS[] = {
    {"landlock ABI", landlock},
    {"all namespaces of the room", all_namespaces},
    {"the same but the user's", without_user_namespace},
    {"bind read-only, then write", bind_read_only},
    {"own /proc", own_proc},
    {"pivot_root(., .)", pivot_root},
    {"move and chroot instead", move_and_chroot},
    {"undone with its privileges", uncover_with_privileges},
    {"undone without them", uncover_without},
    {"tmpfs noswap", tmpfs_noswap},
    {"tmpfs noswap, user namespace", tmpfs_noswap_inside},
    {"sealed memfd executed", memfd_exec_plain},
    {"the same with MFD_EXEC", memfd_exec},
    {"MFD_NOEXEC_SEAL", memfd_noexec},
    {"memfd_secret", memfd_secret},
    {"PR_SET_MDWE", write_execute},
    {"mseal", mseal},
    {"seccomp notify", seccomp_notify},
    {"seccomp kill process", seccomp_kill},
    {"TIOCSTI", tiocsti},
    {"io_uring", io_uring},
};

static void find(const char *name, void (*finder)(void))
{
    int status;
    printf("%s: ", name);
    fflush(stdout);
    if (fork() == 0) {
        finder();
        fflush(stdout);
        _exit(0);
    }
    wait(&status);
    if (!WIFEXITED(status))
        printf("signal %d\n", WTERMSIG(status));
}

int main(void)
{
    for (size_t i = 0; i < sizeof FACTS / sizeof *FACTS; i++)
        find(FACTS[i].name, FACTS[i].find);
    return 0;
}
