/*
 * The room in which a foreign program runs (org.keyrite.os.Room). Three processes make it:
 *
 *   keyrite --clone--> keeper --clone--> guest
 *
 * The keeper is the first process of the room's process namespace, where there is one: it builds the room, keeps
 * the time, answers for what the filter denies, and ends all that runs in it. The guest gives up what is left of
 * its rights and becomes the program. What happens is told over a pipe, in records of four numbers.
 *
 * All of this runs between clone and exec in a copy of a process that had many threads: nothing here may
 * allocate, lock, or call what does.
 */
#ifndef ROOM_H
#define ROOM_H

#include <stdint.h>

enum mode {
  /* No namespaces: the program shares the machine's view, and Landlock and the filter hold it. */
  MODE_SHARED = 0,
  /* As root: namespaces of everything but users; the guest becomes a user of its own. */
  MODE_ROOT = 1,
  /* As an ordinary user: a user namespace as well, in which this user is NOBODY. */
  MODE_USER = 2,
};

/* Debian's, and most systems', user and group without rights. */
#define NOBODY 65534

/*
 * Whom a guest of root's becomes: the first of a range that no system gives out, and so many more, one for each keyrite.
 * NOBODY could have other processes, which would read the workspace.
 */
#define FIRST_GUEST 0x70000000
#define GUESTS 0x0fffffff

#define MOST_STRINGS 64

/* What Java asks for; lists end with a null pointer. Descriptors that are not there are -1. */
struct room {
  int mode;
  /* The user, and the group, that the guest becomes where it is root's. */
  int guest;
  /* Whether the guest tries what must fail (attempts.c) instead of becoming the program. */
  int attempts;
  int program;
  int output;
  int errors;
  int workspace;
  int milliseconds;
  int64_t file_bytes;
  int64_t data_bytes;
  int keyrite;
  const char *workspace_path;
  const char *arguments[MOST_STRINGS + 1];
  const char *environment[MOST_STRINGS + 1];
  /* Folders and files of the system: to read and to execute. */
  const char *shown[MOST_STRINGS + 1];
  /* Pinned files, laid into FILES: name, then descriptor by its place. */
  const char *file_names[MOST_STRINGS + 1];
  int file_descriptors[MOST_STRINGS];
  /* What the attempts try to write (folders) and to read (files). */
  const char *forbidden_folders[MOST_STRINGS + 1];
  const char *forbidden_files[MOST_STRINGS + 1];
};

/* Where pinned files are laid, in the room. */
#define FILES "/files"

/* What a record tells. The first of its numbers is one of these. */
enum record {
  /* The room was not made: the step that failed (enum step), errno. */
  RECORD_FAILED = 1,
  /* Landlock's ABI that is in force or 0, errno if 0; */
  RECORD_LANDLOCK = 2,
  /* The filter: 2 if it tells what it denies, 1 if it only denies, 0 if there is none; errno. */
  RECORD_FILTER = 3,
  /* An attempt (enum attempt), errno with which it failed or 0: it succeeded. */
  RECORD_ATTEMPT = 4,
  /* The program ended: waitpid's status, how many processes it left, enum end and what was denied (enum denial). */
  RECORD_ENDED = 5,
  /* What was denied: bits of enum denial. */
  RECORD_DENIED = 6,
};

enum end { END_BY_ITSELF = 0, END_TIME = 1, END_ASKED = 2, END_STUCK = 3 };

enum step {
  STEP_CLONE = 1,
  STEP_IDENTITY = 2,
  STEP_MOUNTS = 3,
  STEP_PROC = 4,
  STEP_SHOWN = 5,
  STEP_WORKSPACE = 6,
  STEP_FILES = 7,
  STEP_ROOT = 8,
  STEP_DESCRIPTORS = 9,
  STEP_LIMITS = 10,
  STEP_PRIVILEGES = 11,
  STEP_LANDLOCK = 12,
  STEP_FILTER = 13,
  STEP_EXEC = 14,
};

/* Kinds of what the filter denies, as bits. */
enum denial {
  DENIED_SOCKET = 1 << 0,
  DENIED_PROCESS = 1 << 1,
  DENIED_NAMESPACE = 1 << 2,
  DENIED_KERNEL = 1 << 3,
  DENIED_SHARED_MEMORY = 1 << 4,
  DENIED_KEYS = 1 << 5,
  DENIED_TERMINAL = 1 << 6,
  DENIED_ATTRIBUTES = 1 << 7,
};

/* Room, keeper's end of the pipes, and what the keeper hands the guest. */
struct inside {
  const struct room *room;
  int report;
  int control;
  int terminal;
  int listener_out;
};

/* How long processes are waited for that are about to end by themselves, and those that were killed. */
#define GRACE_MILLISECONDS 500
#define PATIENCE_MILLISECONDS 10000

/* A clock that nobody sets, in milliseconds. */
int64_t room_now(void);

/*
 * A process of one thread, in new namespaces of these kinds; returns as fork does. fork itself would take locks
 * that another thread of keyrite's may hold.
 */
int room_clone(int namespaces);

/*
 * The same, from keyrite: Java's handlers must not run in the new process, which begins with the system's own, and
 * with every signal blocked.
 */
int room_clone_from_keyrite(int namespaces);

/* room_keeper.c: the room's first process. The ids are keyrite's, outside. */
_Noreturn void room_keeper(struct inside *inside, int outer_user, int outer_group);

/* Tells keyrite. */
void room_tell(const struct inside *inside, int record, int first, int second, int third);

/* Tells which step failed, with errno, and ends this process. */
_Noreturn void room_fail(const struct inside *inside, int step);

/* room_mounts.c: what the program sees, in a mount namespace of its own. */
void room_mount(struct inside *inside);

/* room_guest.c: becomes the program; does not return. */
_Noreturn void room_guest(struct inside *inside);

/* room_landlock.c: returns the ABI in force, or 0 with errno. */
int room_landlock(const struct room *room);

/* room_filter.c: returns 2, 1 or 0 as RECORD_FILTER says; the listener's descriptor or -1. */
int room_filter(const struct room *room, int landlock, int *listener);

/*
 * room_answer.c: answers one question of the filter; returns the enum denial, 0 if it may go on. The group is that of
 * the room's processes, or 0 where they have a namespace.
 */
int room_answer(int listener, int process_group);

/* attempts.c: tries what must fail, and tells of each. */
void room_attempts(const struct inside *inside);

#endif
