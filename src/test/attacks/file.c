/* Files: others' to read, and other places to leave something. */
#include "attacks.h"

#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/xattr.h>

/* The folder of the workspace, or a file beside the workspace in it. */
static const char *beside(const char *name)
{
    static char path[PATH_MAX];
    if (!getcwd(path, sizeof path - 64) || !strrchr(path, '/'))
        return "/nowhere";
    strcpy(strrchr(path, '/') + 1, name);
    return path;
}

static int writes(const char *place)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/keyrite-attack-%d", place, (int)getpid());
    int file = open(path, O_CREAT | O_EXCL | O_WRONLY, 0600);
    if (file < 0)
        return errno;
    int result = got(write(file, "SECRET", 6));
    unlink(path);
    return result;
}

static int write_root_home(void) { return writes("/root"); }
static int write_home(void) { return writes("/home"); }
static int write_tmp(void) { return writes("/tmp"); }
static int write_var_tmp(void) { return writes("/var/tmp"); }
static int write_shm(void) { return writes("/dev/shm"); }
static int write_dev(void) { return writes("/dev"); }
static int write_run(void) { return writes("/run"); }
static int write_etc(void) { return writes("/etc"); }
static int write_usr(void) { return writes("/usr"); }
static int write_top(void) { return writes("/"); }
static int write_plan_folder(void) { return writes(folder); }
static int write_beside(void) { return writes(beside("")); }

/* A file without a name that is given one elsewhere. */
static int link_nameless(void)
{
    int file = open(".", O_TMPFILE | O_RDWR, 0600);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    const char *to = beside("nameless");
    if (file < 0 || linkat(AT_FDCWD, path, AT_FDCWD, to, AT_SYMLINK_FOLLOW))
        return errno;
    unlink(to);
    return 0;
}

static int link_outwards(void)
{
    close(open("mine", O_CREAT | O_WRONLY, 0600));
    const char *to = beside("hardlink");
    int result = got(link("mine", to));
    if (!result)
        unlink(to);
    unlink("mine");
    return result;
}

/* So that the wiper overwrites another's file. */
static int link_inwards(const char *from)
{
    int result = got(link(from, "victim"));
    if (!result)
        unlink("victim");
    return result;
}

static int link_precious(void) { return link_inwards(below("precious")); }
static int link_beside(void) { return link_inwards(beside("beside")); }
static int link_shadow(void) { return link_inwards("/etc/passwd"); }

static int read_plan(void) { return reads(below("plan.yaml")); }
static int read_precious(void) { return reads(below("precious")); }
static int read_beside(void) { return reads(beside("beside")); }
static int list_beside(void) { return opens(beside(""), O_RDONLY | O_DIRECTORY); }
static int list_root_home(void) { return opens("/root", O_RDONLY | O_DIRECTORY); }
static int list_plan_folder(void) { return opens(folder, O_RDONLY | O_DIRECTORY); }
static int list_run(void) { return opens("/run/", O_RDONLY | O_DIRECTORY); }
static int list_shm(void) { return opens("/dev/shm", O_RDONLY | O_DIRECTORY); }
static int read_shadow(void) { return reads("/etc/shadow"); }

static int read_by_symbolic_link(void)
{
    unlink("pointer");
    if (symlink(below("precious"), "pointer"))
        return errno;
    int result = reads("pointer");
    unlink("pointer");
    return result;
}

static int truncate_precious(void) { return got(truncate(below("truncated"), 4)); }

static int rename_precious(void)
{
    const char *from = below("renamed"), *to = below("renamed-2");
    if (rename(from, to))
        return errno;
    return got(rename(to, from));
}

static int delete_precious(void)
{
    if (unlink(below("deleted")))
        return errno;
    return got(close(open(below("deleted"), O_CREAT | O_WRONLY, 0600)));
}

/* What is about names and not about content. */
static int see_precious(void)
{
    struct stat status;
    return got(stat(below("precious"), &status));
}

static int enter_plan_folder(void) { return got(chdir(folder)); }
static int mode_of_precious(void) { return got(chmod(below("changed"), 0644)); }
static int time_of_precious(void) { return got(utimensat(AT_FDCWD, below("changed"), NULL, 0)); }
static int owner_of_precious(void) { return got(chown(below("changed"), (uid_t)-1, getegid())); }
static int attribute_of_precious(void) { return got(setxattr(below("changed"), "user.attack", "x", 1, 0)); }

/* A file that nobody may remove or write to. */
static int immutable(void)
{
    int file = open("immutable", O_CREAT | O_RDWR, 0600), flags = 0, none = 0, result;
    if (file < 0)
        return errno;
    ioctl(file, FS_IOC_GETFLAGS, &flags);
    flags |= FS_IMMUTABLE_FL;
    result = got(ioctl(file, FS_IOC_SETFLAGS, &flags));
    ioctl(file, FS_IOC_SETFLAGS, &none);
    unlink("immutable");
    return result;
}

const struct attack file_attacks[] = {
    ATTACK("write-root-home", write_root_home),
    ATTACK("write-home", write_home),
    ATTACK("write-tmp", write_tmp),
    ATTACK("write-var-tmp", write_var_tmp),
    ATTACK("write-shm", write_shm),
    ATTACK("write-dev", write_dev),
    ATTACK("write-run", write_run),
    ATTACK("write-etc", write_etc),
    ATTACK("write-usr", write_usr),
    ATTACK("write-top", write_top),
    ATTACK("write-plan-folder", write_plan_folder),
    ATTACK("write-beside", write_beside),
    ATTACK("link-nameless", link_nameless),
    ATTACK("link-outwards", link_outwards),
    ATTACK("link-precious", link_precious),
    ATTACK("link-beside", link_beside),
    ATTACK("link-passwd", link_shadow),
    ATTACK("read-plan", read_plan),
    ATTACK("read-precious", read_precious),
    ATTACK("read-beside", read_beside),
    ATTACK("read-shadow", read_shadow),
    ATTACK("read-by-symbolic-link", read_by_symbolic_link),
    ATTACK("list-beside", list_beside),
    ATTACK("list-root-home", list_root_home),
    ATTACK("list-plan-folder", list_plan_folder),
    ATTACK("list-run", list_run),
    ATTACK("list-shm", list_shm),
    ATTACK("truncate-precious", truncate_precious),
    ATTACK("rename-precious", rename_precious),
    ATTACK("delete-precious", delete_precious),
    ATTACK("see-precious", see_precious),
    ATTACK("enter-plan-folder", enter_plan_folder),
    ATTACK("mode-of-precious", mode_of_precious),
    ATTACK("time-of-precious", time_of_precious),
    ATTACK("owner-of-precious", owner_of_precious),
    ATTACK("attribute-of-precious", attribute_of_precious),
    ATTACK("immutable", immutable),
    {0},
};
