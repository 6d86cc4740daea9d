/*
 * attacks NAME KEYRITE_PID ACCOMPLICE_PID FOLDER PORT
 *
 * Makes one attack, or all of them but havoc's, and prints one line of JSON: a key, and what each attack got, the name of
 * an error or SUCCESS. A generator in the room has no other way to tell anybody anything. `attacks list` names them.
 */
#include "attacks.h"

#include <sys/random.h>
#include <sys/wait.h>

/* How long an attack may take before it counts as hanging, in seconds. */
#define PATIENCE 5

/* The most that a plan's public value may have. */
#define MOST_RESULTS 4000

static const struct group groups[] = {
    {"network", network_attacks}, {"process", process_attacks}, {"file", file_attacks},
    {"device", device_attacks},   {"kernel", kernel_attacks},   {"namespaces", namespace_attacks},
};
#define GROUPS (sizeof groups / sizeof groups[0])

pid_t keyrite, other, parent;
const char *folder = "/nowhere";
int port;

const char *below(const char *name)
{
    static char paths[4][PATH_MAX];
    static int next;
    char *path = paths[next++ % 4];
    snprintf(path, PATH_MAX, "%s/%s", folder, name);
    return path;
}

int got(long result)
{
    return result < 0 ? errno : 0;
}

int got_past(long result, int error)
{
    return result < 0 && errno != error ? errno : 0;
}

int opens(const char *path, int flags)
{
    return got(open(path, flags | O_NONBLOCK | O_NOCTTY));
}

int reads(const char *path)
{
    char text[16];
    int file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
    return file < 0 ? errno : got(read(file, text, sizeof text));
}

static const char *word(int result)
{
    if (result == 0)
        return "SUCCESS";
    const char *name = result == NOTHING ? "NOTHING" : strerrorname_np(result);
    return name ? name : "UNKNOWN";
}

static void print_key(void)
{
    unsigned char key[32] = {0};
    if (getrandom(key, sizeof key, 0) != sizeof key)
        _exit(9);
    printf("{\"secret_key\": \"");
    for (size_t i = 0; i < sizeof key; i++)
        printf("%02x", key[i]);
    printf("\"");
}

void report(const char *name, int result)
{
    print_key();
    printf(", \"peer_id\": \"%s.%s\"}\n", name, word(result));
    fflush(stdout);
}

static int make(const struct attack *attack)
{
    if (attack->run)
        return attack->run();
    return *attack->target > 0 ? attack->at(*attack->target) : NOTHING;
}

/* In a child: a crash is a result like others, and what the attack changed about itself ends with it. */
static void append(char *results, const struct attack *attack)
{
    char text[64];
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        alarm(PATIENCE);
        _exit(make(attack));
    }
    if (child < 0 || waitpid(child, &status, 0) != child)
        snprintf(text, sizeof text, "%s.NOFORK", attack->name);
    else if (WIFSIGNALED(status))
        snprintf(text, sizeof text, "%s.SIG%s", attack->name, sigabbrev_np(WTERMSIG(status)));
    else
        snprintf(text, sizeof text, "%s.%s", attack->name, word(WEXITSTATUS(status)));
    if (strlen(results) + strlen(text) + 2 > MOST_RESULTS)
        _exit(8);
    if (*results)
        strcat(results, "_");
    strcat(results, text);
}

static void make_all(void)
{
    static char results[GROUPS][MOST_RESULTS];
    for (size_t i = 0; i < GROUPS; i++)
        for (const struct attack *attack = groups[i].attacks; attack->name; attack++)
            append(results[i], attack);
    print_key();
    for (size_t i = 0; i < GROUPS; i++)
        printf(", \"%s_results\": \"%s\"", groups[i].name, results[i]);
    printf("}\n");
}

static const struct attack *find(const struct attack *attacks, const char *name)
{
    for (; attacks->name; attacks++)
        if (!strcmp(attacks->name, name))
            return attacks;
    return NULL;
}

static void list(void)
{
    for (size_t i = 0; i < GROUPS; i++)
        for (const struct attack *attack = groups[i].attacks; attack->name; attack++)
            printf("%s\n", attack->name);
}

int main(int count, char **arguments)
{
    const char *name = count > 1 ? arguments[1] : "list";
    if (!strcmp(name, "list")) {
        list();
        return 0;
    }
    if (!strcmp(name, "nothing")) /* what a program does that an attack has started */
        return 0;
    parent = getppid();
    keyrite = count > 2 ? atoi(arguments[2]) : 0;
    other = count > 3 ? atoi(arguments[3]) : 0;
    folder = count > 4 ? arguments[4] : folder;
    port = count > 5 ? atoi(arguments[5]) : 0;
    if (!strcmp(name, "all")) {
        make_all();
        return 0;
    }
    const struct attack *attack = find(havoc_attacks, name);
    if (attack) { /* prints by itself, when it wants to */
        attack->run();
        return 0;
    }
    for (size_t i = 0; i < GROUPS && !attack; i++)
        attack = find(groups[i].attacks, name);
    if (!attack) {
        fprintf(stderr, "no attack %s\n", name);
        return 2;
    }
    report(name, make(attack));
    return 0;
}
