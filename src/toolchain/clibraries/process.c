/* Small things about the running process that the image's Java code asks C for. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

char **getEnviron(void) {
    return environ;
}

/* JDK's own, in libjava: the time zone's id from TZ or /etc/localtime */
extern char *findJavaTZ_md(const char *java_home);

char *SVM_FindJavaTZmd(const char *tz_mappings, int length) {
    (void)length; /* the table maps Windows' zones, on Linux there is none */
    return findJavaTZ_md(tz_mappings);
}

int getThreadId(void) {
    return (int)syscall(SYS_gettid);
}

/* CPU time of a thread in user mode, in nanoseconds; -1 if the kernel does not say. */
long getThreadUserTimeSlow(int thread) {
    char path[64];
    unsigned long ticks = 0;
    snprintf(path, sizeof path, "/proc/self/task/%d/stat", thread);
    FILE *stat = fopen(path, "re");
    if (stat == NULL) {
        return -1;
    }
    /* the name, in parentheses, may hold anything; the last ')' ends it, utime is the 12th field after */
    char line[1024];
    size_t length = fread(line, 1, sizeof line - 1, stat);
    fclose(stat);
    line[length] = '\0';
    while (length > 0 && line[length - 1] != ')') {
        length--;
    }
    int found = sscanf(line + length, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu", &ticks);
    return found == 1 ? (long)(ticks * (1000000000ul / (unsigned long)sysconf(_SC_CLK_TCK))) : -1;
}

void codeSynchronization_clearCache(char *start, char *end) {
    __builtin___clear_cache(start, end);
}

/* Variadic functions cannot be called through the image's plain C calls: one name per shape used. */
int openSII(const char *path, int flags, int mode) {
    return open(path, flags, mode);
}

int openatISII(int directory, const char *path, int flags, int mode) {
    return openat(directory, path, flags, mode);
}

int fprintfSD(FILE *stream, const char *format, int number) {
    return fprintf(stream, format, number);
}

void *mremapP(void *old, size_t old_size, size_t new_size, int flags, void *wanted) {
    return mremap(old, old_size, new_size, flags, wanted);
}
