/* What the Java half calls (org.keyrite.os: OpenSsl, LibC). Every function returns soon and keeps nothing. */
#ifndef KEYRITE_H
#define KEYRITE_H

#include <stddef.h>
#include <stdint.h>

#define KEY_LENGTH 32
#define NONCE_LENGTH 12
#define TAG_LENGTH 16

/*
 * To be called once, before any other: learns what this processor has, and computes known answers.
 * Returns 0 when all of them are right, else the number of the first that is wrong (selftest.c).
 */
int keyrite_start(void);

/* The second half of that alone. */
int keyrite_self_test(void);

/* AEAD_CHACHA20_POLY1305 (RFC 8439, section 2.8): writes the ciphertext and the tag. */
void keyrite_seal(const uint8_t key[KEY_LENGTH], const uint8_t nonce[NONCE_LENGTH], const uint8_t *associated,
                  size_t associated_length, const uint8_t *text, size_t length, uint8_t *sealed);

/*
 * The way back, of a ciphertext of `length` bytes and the tag behind it. Returns 1 and writes the text if the
 * tag is right, else 0, and nothing is written.
 */
int keyrite_open(const uint8_t key[KEY_LENGTH], const uint8_t nonce[NONCE_LENGTH], const uint8_t *associated,
                 size_t associated_length, const uint8_t *sealed, size_t length, uint8_t *text);

/* The hashes, and the room that a running one takes, in bytes. A copy of it goes on by itself. */
enum { KEYRITE_SHA256 = 0, KEYRITE_SHA384 = 1, KEYRITE_SHA512 = 2, KEYRITE_BLAKE2B = 3 };
#define HASH_STATE 256

/* `length` is the hash's in bytes: of BLAKE2b from 1 to 64; the others have but one. */
void keyrite_hash_begin(int hash, int length, void *state);
void keyrite_hash_update(int hash, void *state, const uint8_t *bytes, size_t length);

/* Writes the hash and wipes the state. */
void keyrite_hash_finish(int hash, void *state, uint8_t *digest);

/*
 * Denies sockets to this process, with all its threads, and to the programs that it starts (sockets.c).
 * Returns 0 when the kernel has installed the filter on every thread; else errno says why not.
 */
int keyrite_deny_sockets(void);

/* How far local time is ahead of UTC at a moment, in seconds; 0 where nothing tells (clock.c). */
int keyrite_seconds_ahead(int64_t seconds);

/*
 * Begins a room in which a program, or what must fail there, runs (room.h). The numbers: mode, whether what must
 * fail is tried, descriptors of program, output, errors and workspace, time limit in milliseconds, the most bytes of a file
 * and of data, keyrite's process id; how many arguments, variables, shown paths, pinned files, forbidden folders
 * and forbidden files there are among the words; a descriptor for each pinned file. The words, each ended by a zero
 * byte: the workspace's path, then these lists. Returns 0 and three handles: the keeper's process id, the
 * descriptor of its report, and one that ends the room when it is closed; else errno.
 */
int keyrite_room_begin(const int64_t *numbers, const char *words, int *handles);

/* Reads the next four numbers of the report: 1, 0 at its end, -1 if none comes within so many milliseconds. */
int keyrite_room_next(int report, int *numbers, int milliseconds);

/* Ends all that runs in the room, waits for that, and gives the handles back. */
void keyrite_room_end(const int *handles);

/* The descriptors from 3 to 63 that this process was started with, one bit each; to be called first. */
uint64_t keyrite_inherited(void);

/*
 * Starts a program with one argument, in the folder /, which has its input and its output in common with keyrite, and
 * those descriptors that are inherited. Returns 0 and three handles: its process id, and the descriptors that write
 * to it and read from it; else errno.
 */
int keyrite_program_begin(const char *path, const char *argument, int errors_shown, uint64_t inherited, int *handles);

/* Waits for its end, asks it to end, and ends it, with so many milliseconds in between. */
void keyrite_program_end(int process, int milliseconds);

/* To be called before others are kept from this process's memory, and so is it: opens what keyrite_end asks. */
void keyrite_prepare_end(void);

/*
 * To be called when Java has its handlers: has signals that would end this process at once end it as politely as
 * those do, and has it die of the first of them in the end.
 */
void keyrite_note_signals(void);

/*
 * Whether the reader of what a descriptor writes to is gone, and this process is to die of that: it was not started
 * with SIGPIPE ignored. If so, keyrite_end has it die of that signal.
 */
int keyrite_end_by_broken_pipe(int descriptor);

/*
 * Ends the process, its other threads first, and overwrites all memory that it wrote. With a status that is a
 * signal's, the process dies of the signal that was noted, if one was.
 */
_Noreturn void keyrite_end(int status);

#endif
