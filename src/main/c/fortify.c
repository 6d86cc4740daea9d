/*
 * OpenSSL's objects are compiled against glibc with _FORTIFY_SOURCE; musl lacks the function that this puts in
 * memcpy's place. With glibc, glibc's own is taken.
 */
#include <stdlib.h>
#include <string.h>

void *__memcpy_chk(void *to, const void *from, size_t length, size_t room);

__attribute__((weak)) void *__memcpy_chk(void *to, const void *from, size_t length, size_t room)
{
    if (length > room)
        abort();
    return memcpy(to, from, length);
}
