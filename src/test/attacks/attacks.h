/*
 * A hostile generator: what each attack is, and what it is aimed at. An attack ends in what it got: 0 when it succeeded,
 * the error that it met, or NOTHING when no call failed and nothing was gained either.
 */
#ifndef ATTACKS_H
#define ATTACKS_H

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define NOTHING 200

/* Numbers that the headers of older systems lack. */
#ifndef SYS_memfd_secret
#define SYS_memfd_secret 447
#endif

struct attack {
    const char *name;
    int (*run)(void);
    int (*at)(pid_t); /* in place of run: against the process that the next field points to */
    const pid_t *target;
};

/* A kind of attack; its results are one public value. The last attack has no name. */
struct group {
    const char *name;
    const struct attack *attacks;
};

#define ATTACK(attack, function) {.name = attack, .run = function}

extern const struct attack network_attacks[];
extern const struct attack process_attacks[];
extern const struct attack file_attacks[];
extern const struct attack device_attacks[];
extern const struct attack kernel_attacks[];
extern const struct attack namespace_attacks[];

/* Those that are made alone, each in a ceremony of its own. */
extern const struct attack havoc_attacks[];

extern pid_t keyrite;      /* the program that holds the ceremony */
extern pid_t other;        /* the accomplice: another process of the same user */
extern pid_t parent;       /* whoever started the generator, as it sees it; 0 if that cannot be seen */
extern const char *folder; /* the plan's: with plan.yaml, precious, and the accomplice's sockets */
extern int port;           /* the accomplice's, on 127.0.0.1 */

/* A path below the folder, in memory that the next call but three overwrites. */
const char *below(const char *name);

/* What a call got that returns a negative number when it fails. */
int got(long result);

/* The same for one that has passed every check when it fails with this error. */
int got_past(long result, int error);

/* Opens a file without waiting for anybody, and closes it no more. */
int opens(const char *path, int flags);

/* Opens and reads it. */
int reads(const char *path);

/* Prints the one line that the plan takes its values from. */
void report(const char *name, int result);

#endif
