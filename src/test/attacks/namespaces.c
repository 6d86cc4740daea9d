/* Ways to another view of the machine: namespaces, mounts, roots and handles of files. */
#include "attacks.h"

#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>

static int own(int flags) { return got(unshare(flags)); }
static int unshare_user(void) { return own(CLONE_NEWUSER); }
static int unshare_mount(void) { return own(CLONE_NEWNS); }
static int unshare_net(void) { return own(CLONE_NEWNET); }
static int unshare_ipc(void) { return own(CLONE_NEWIPC); }
static int unshare_uts(void) { return own(CLONE_NEWUTS); }
static int unshare_pid(void) { return own(CLONE_NEWPID); }
static int unshare_cgroup(void) { return own(CLONE_NEWCGROUP); }
static int unshare_time(void) { return own(0x80); }

/* Flags and a signal in one argument. */
static int clones(long flags)
{
    long child = syscall(SYS_clone, flags | SIGCHLD, NULL, NULL, NULL, 0L);
    if (child == 0)
        _exit(0);
    return got(child);
}

static int clone_user(void) { return clones(CLONE_NEWUSER); }
static int clone_net(void) { return clones(CLONE_NEWNET); }
static int clone_user_upper(void) { return clones(CLONE_NEWUSER | 1L << 40); }

static int clones3(uint64_t flags)
{
    uint64_t arguments[8] = {flags, 0, 0, 0, SIGCHLD};
    long child = syscall(SYS_clone3, arguments, sizeof arguments);
    if (child == 0)
        _exit(0);
    return got(child);
}

static int clone3_plain(void) { return clones3(0); }
static int clone3_user(void) { return clones3(CLONE_NEWUSER); }

static int enter(pid_t pid, const char *name)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/ns/%s", (int)pid, name);
    int descriptor = open(path, O_RDONLY);
    return descriptor < 0 ? errno : got(setns(descriptor, 0));
}

static int enter_own(void) { return enter(getpid(), "uts"); }
static int enter_net(pid_t pid) { return enter(pid, "net"); }
static int enter_mount(pid_t pid) { return enter(pid, "mnt"); }
static int enter_user(pid_t pid) { return enter(pid, "user"); }

static int change_root(void) { return got(chroot(".")); }

static int mount_memory(void)
{
    mkdir("mounted", 0700);
    int result = got(mount("none", "mounted", "tmpfs", 0, NULL));
    if (!result)
        umount2("mounted", MNT_DETACH);
    rmdir("mounted");
    return result;
}

static int mount_again(void) { return got_past(mount(NULL, "/usr", NULL, MS_REMOUNT | MS_BIND, NULL), EINVAL); }
static int unmount(void) { return got_past(umount2("/usr", 0), EINVAL); }
static int new_root(void) { return got_past(syscall(SYS_pivot_root, ".", "."), EINVAL); }
static int open_file_system(void) { return got(syscall(SYS_fsopen, "tmpfs", 0)); }
static int pick_file_system(void) { return got(syscall(SYS_fspick, AT_FDCWD, "/", 0)); }
static int clone_tree(void) { return got(syscall(SYS_open_tree, AT_FDCWD, "/", 1)); }
static int attach_mount(void) { return got_past(syscall(SYS_move_mount, AT_FDCWD, ".", AT_FDCWD, ".", 0), EINVAL); }
static int mount_attributes(void)
{
    uint64_t attributes[4] = {0};
    return got_past(syscall(SYS_mount_setattr, AT_FDCWD, "/", 0, attributes, sizeof attributes), EINVAL);
}

/* A file by its number, wherever it is: past every folder. */
static int handle_of(void)
{
    union {
        struct file_handle handle;
        char room[128];
    } file = {.handle.handle_bytes = 100};
    int mount_number;
    return got(name_to_handle_at(AT_FDCWD, ".", &file.handle, &mount_number, 0));
}

static int open_handle(void)
{
    union {
        struct file_handle handle;
        char room[128];
    } file = {.handle = {.handle_bytes = 8, .handle_type = 1}};
    file.handle.f_handle[0] = 2; /* the top of most file systems of disks */
    int here = open("/etc", O_RDONLY | O_DIRECTORY);
    return got_past(open_by_handle_at(here, &file.handle, O_RDONLY), ESTALE);
}

const struct attack namespace_attacks[] = {
    ATTACK("unshare-user", unshare_user),
    ATTACK("unshare-mount", unshare_mount),
    ATTACK("unshare-net", unshare_net),
    ATTACK("unshare-ipc", unshare_ipc),
    ATTACK("unshare-uts", unshare_uts),
    ATTACK("unshare-pid", unshare_pid),
    ATTACK("unshare-cgroup", unshare_cgroup),
    ATTACK("unshare-time", unshare_time),
    ATTACK("clone-user", clone_user),
    ATTACK("clone-net", clone_net),
    ATTACK("clone-user-upper", clone_user_upper),
    ATTACK("clone3", clone3_plain),
    ATTACK("clone3-user", clone3_user),
    ATTACK("setns-own", enter_own),
    {.name = "setns-net-keyrite", .at = enter_net, .target = &keyrite},
    {.name = "setns-net-other", .at = enter_net, .target = &other},
    {.name = "setns-mount-parent", .at = enter_mount, .target = &parent},
    {.name = "setns-mount-other", .at = enter_mount, .target = &other},
    {.name = "setns-user-parent", .at = enter_user, .target = &parent},
    ATTACK("chroot", change_root),
    ATTACK("mount", mount_memory),
    ATTACK("remount", mount_again),
    ATTACK("unmount", unmount),
    ATTACK("pivot-root", new_root),
    ATTACK("fsopen", open_file_system),
    ATTACK("fspick", pick_file_system),
    ATTACK("open-tree", clone_tree),
    ATTACK("move-mount", attach_mount),
    ATTACK("mount-setattr", mount_attributes),
    ATTACK("name-to-handle", handle_of),
    ATTACK("open-by-handle", open_handle),
    {0},
};
