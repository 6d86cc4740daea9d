/*
 * known-secret [NUMBER [SECONDS]]
 *
 * A generator whose secret is always the same, another one for each number, so that a machine's memory can be searched
 * for it. It is computed, since else the program itself would hold it, and what this program had of it is overwritten
 * before it ends. It ends so many seconds after it has printed.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BYTES 32

/* The generator splitmix64. */
static uint64_t next(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

static int print(const char *text, size_t length)
{
    return write(1, text, length) != (ssize_t)length;
}

int main(int count, char **arguments)
{
    static const char before[] = "{\"secret_key\": \"", after[] = "\", \"peer_id\": \"known\"}\n";
    char line[sizeof before - 1 + 2 * BYTES + sizeof after - 1], *at = line + sizeof before - 1;
    uint64_t state = count > 1 ? strtoul(arguments[1], NULL, 10) : 1, number = 0;
    memcpy(line, before, sizeof before - 1);
    for (int i = 0; i < 2 * BYTES; i++) {
        if (i % 16 == 0)
            number = next(&state);
        *at++ = "0123456789abcdef"[number & 15];
        number >>= 4;
    }
    memcpy(at, after, sizeof after - 1);
    int failed = print(line, sizeof line);
    explicit_bzero(line, sizeof line);
    explicit_bzero(&number, sizeof number);
    explicit_bzero(&state, sizeof state);
    if (count > 2)
        sleep((unsigned)strtoul(arguments[2], NULL, 10));
    return failed;
}
