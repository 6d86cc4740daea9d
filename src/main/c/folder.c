/* The folder that this process works in, by a name that Java can hold. */
#define _GNU_SOURCE
#include "keyrite.h"

#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Leads there whatever its name is. */
static const char link_to_it[] = "/proc/self/cwd";

/* Whether bytes are UTF-8 as RFC 3629 has it, which Java turns into text and back without a loss. */
static int is_utf8(const unsigned char *at) {
  while (*at != 0) {
    int more = *at < 0x80 ? 0 : *at < 0xc2 ? -1 : *at < 0xe0 ? 1 : *at < 0xf0 ? 2 : *at < 0xf5 ? 3 : -1;
    unsigned char low = *at == 0xe0 ? 0xa0 : *at == 0xf0 ? 0x90 : 0x80;
    unsigned char high = *at == 0xed ? 0x9f : *at == 0xf4 ? 0x8f : 0xbf;
    if (more < 0) {
      return 0;
    }
    at++;
    for (; more > 0; more--, at++) {
      if (*at < low || *at > high) {
        return 0;
      }
      low = 0x80;
      high = 0xbf;
    }
  }
  return 1;
}

/*
 * In place of the C library's: Java asks it what to begin a relative name with, and whether it has to. A name that is
 * not UTF-8 would be another one by then.
 */
char *getcwd(char *buffer, size_t size) {
  if (buffer == 0 || size == 0) {
    errno = EINVAL;
    return 0;
  }
  if (syscall(SYS_getcwd, buffer, size) < 0) {
    return 0;
  }
  if (buffer[0] != '/') {
    /* The kernel says "(unreachable)" of what is outside of this process's root. */
    errno = ENOENT;
    return 0;
  }
  if (is_utf8((const unsigned char *)buffer)) {
    return buffer;
  }
  if (size < sizeof link_to_it) {
    errno = ERANGE;
    return 0;
  }
  return memcpy(buffer, link_to_it, sizeof link_to_it);
}
