/* The operator's terminal, devices, and what the kernel shows as files. */
#include "attacks.h"

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

/* The request reached a driver if that says that it is no terminal. */
static int ask(unsigned long request, const char *file)
{
    int descriptor = open(file, O_RDWR);
    return descriptor < 0 ? errno : got_past(syscall(SYS_ioctl, descriptor, request, "\3"), ENOTTY);
}

static int tiocsti(void) { return ask(TIOCSTI, "/dev/null"); }
static int tiocsti_upper(void) { return ask(TIOCSTI | 1UL << 32, "/dev/null"); }
static int tioclinux(void) { return ask(TIOCLINUX, "/dev/null"); }
static int tioclinux_upper(void) { return ask(TIOCLINUX | 1UL << 63, "/dev/null"); }
static int tiocsetd(void) { return ask(TIOCSETD, "/dev/null"); }

/* Types a command into the shell that keyrite was started from. */
static int type_into_terminal(void)
{
    int terminal = open("/dev/tty", O_RDWR);
    if (terminal < 0)
        return errno;
    for (const char *c = "echo TYPED\n"; *c; c++)
        if (ioctl(terminal, TIOCSTI, c))
            return errno;
    return 0;
}

static int tty(void) { return opens("/dev/tty", O_RDWR); }
static int console(void) { return opens("/dev/console", O_RDWR); }
static int first_terminal(void) { return opens("/dev/tty1", O_RDWR); }
static int memory(void) { return opens("/dev/mem", O_RDONLY); }
static int virtual_machines(void) { return opens("/dev/kvm", O_RDWR); }
static int fuse(void) { return opens("/dev/fuse", O_RDWR); }
static int new_terminal(void) { return opens("/dev/ptmx", O_RDWR); }
static int messages(void) { return opens("/dev/kmsg", O_RDWR); }
static int userfaults(void) { return opens("/dev/userfaultfd", O_RDWR); }
static int loops(void) { return opens("/dev/loop-control", O_RDWR); }

/* A number of the first disk, from the list of them; made and opened here. */
static int disk_node(int make)
{
    char line[128], name[64];
    unsigned major_number = 0, minor_number = 0;
    FILE *partitions = fopen("/proc/partitions", "r");
    while (partitions && fgets(line, sizeof line, partitions))
        if (sscanf(line, "%u %u %*u %40s", &major_number, &minor_number, name) == 3)
            break;
    if (!major_number)
        return NOTHING;
    char path[80];
    snprintf(path, sizeof path, "/dev/%s", name);
    if (!make)
        return opens(path, O_RDONLY);
    unlink("disk");
    if (mknod("disk", S_IFBLK | 0600, makedev(major_number, minor_number)))
        return errno;
    int result = opens("disk", O_RDONLY);
    unlink("disk");
    return result;
}

static int disk(void) { return disk_node(0); }
static int make_disk(void) { return disk_node(1); }

static int make_memory(void)
{
    unlink("mem");
    if (mknod("mem", S_IFCHR | 0600, makedev(1, 1)))
        return errno;
    int result = opens("mem", O_RDONLY);
    unlink("mem");
    return result;
}

/* Writes what is there already. */
static int rewrite(const char *path)
{
    char text[256];
    int file = open(path, O_RDWR);
    ssize_t length = file < 0 ? -1 : read(file, text, sizeof text);
    return length < 0 ? errno : got(pwrite(file, text, (size_t)length, 0));
}

static int core_pattern(void) { return rewrite("/proc/sys/kernel/core_pattern"); }
static int user_limits(void) { return rewrite("/proc/sys/user/max_user_namespaces"); }
static int host_name_file(void) { return rewrite("/proc/sys/kernel/hostname"); }
static int system_requests(void) { return opens("/proc/sysrq-trigger", O_WRONLY); }
static int kernel_core(void) { return reads("/proc/kcore"); }
static int kernel_messages(void) { return opens("/proc/kmsg", O_RDONLY); }
static int kernel_devices(void) { return opens("/sys/kernel", O_RDONLY | O_DIRECTORY); }
static int control_groups(void) { return opens("/sys/fs/cgroup", O_RDONLY | O_DIRECTORY); }
static int first_root(void) { return opens("/proc/1/root/root", O_RDONLY | O_DIRECTORY); }
static int upwards(void) { return opens("../../../../../../../../root", O_RDONLY | O_DIRECTORY); }

/* Whoever runs out of memory is ended later than keyrite. */
static int favour_self(void)
{
    int file = open("/proc/self/oom_score_adj", O_WRONLY);
    return file < 0 ? errno : got(write(file, "-1000", 5));
}

/* What the core of a process has in it. */
static int core_filter(void)
{
    int file = open("/proc/self/coredump_filter", O_WRONLY);
    return file < 0 ? errno : got(write(file, "0x7f", 4));
}

const struct attack device_attacks[] = {
    ATTACK("tiocsti", tiocsti),
    ATTACK("tiocsti-upper", tiocsti_upper),
    ATTACK("tioclinux", tioclinux),
    ATTACK("tioclinux-upper", tioclinux_upper),
    ATTACK("tiocsetd", tiocsetd),
    ATTACK("type-into-terminal", type_into_terminal),
    ATTACK("dev-tty", tty),
    ATTACK("dev-console", console),
    ATTACK("dev-tty1", first_terminal),
    ATTACK("dev-mem", memory),
    ATTACK("dev-kvm", virtual_machines),
    ATTACK("dev-fuse", fuse),
    ATTACK("dev-ptmx", new_terminal),
    ATTACK("dev-kmsg", messages),
    ATTACK("dev-userfaultfd", userfaults),
    ATTACK("dev-loop-control", loops),
    ATTACK("disk", disk),
    ATTACK("make-disk", make_disk),
    ATTACK("make-mem", make_memory),
    ATTACK("core-pattern", core_pattern),
    ATTACK("sys-user", user_limits),
    ATTACK("sys-hostname", host_name_file),
    ATTACK("sysrq", system_requests),
    ATTACK("kcore", kernel_core),
    ATTACK("kmsg", kernel_messages),
    ATTACK("sys", kernel_devices),
    ATTACK("cgroup", control_groups),
    ATTACK("root-of-first", first_root),
    ATTACK("upwards", upwards),
    ATTACK("favour-self", favour_self),
    ATTACK("core-filter", core_filter),
    {0},
};
