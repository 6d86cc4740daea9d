/*
 * What the JDK's C libraries expect of the virtual machine, for an executable that has none.
 * Functions they name but no image calls are added by the assembly as stubs that stop the program.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <jni.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

/* Called once before Java code runs; there is nothing to prepare. */
void initialize(void) {
}

JNIEXPORT jint JNICALL JVM_ActiveProcessorCount(void) {
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) {
        return CPU_COUNT(&allowed);
    }
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (jint)online : 1;
}

JNIEXPORT jint JNICALL JVM_GetLastErrorString(char *buffer, int length) {
    if (errno == 0 || length <= 0) {
        return 0;
    }
    snprintf(buffer, (size_t)length, "%s", strerror(errno));
    return (jint)strlen(buffer);
}

JNIEXPORT jlong JNICALL JVM_CurrentTimeMillis(JNIEnv *env, jclass ignored) {
    struct timeval now;
    (void)env;
    (void)ignored;
    gettimeofday(&now, NULL);
    return (jlong)now.tv_sec * 1000 + now.tv_usec / 1000;
}

JNIEXPORT void JNICALL JVM_Halt(jint code) {
    _exit(code);
}

/*
 * Looks a function up in this program. libnet asks for inet_pton to learn whether the C library knows IPv6; a static
 * program has no names to look up, but it has the function.
 */
JNIEXPORT void *JNICALL JVM_FindLibraryEntry(void *handle, const char *name) {
    if (handle == RTLD_DEFAULT && strcmp(name, "inet_pton") == 0) {
        return (void *)inet_pton;
    }
    return dlsym(handle, name);
}

JNIEXPORT int jio_vsnprintf(char *buffer, size_t size, const char *format, va_list arguments) {
    if ((ssize_t)size <= 0) {
        return -1;
    }
    int written = vsnprintf(buffer, size, format, arguments);
    return written >= (int)size ? -1 : written; /* -1: cut off, as the JDK's callers expect */
}

JNIEXPORT int jio_snprintf(char *buffer, size_t size, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int written = jio_vsnprintf(buffer, size, format, arguments);
    va_end(arguments);
    return written;
}

JNIEXPORT int jio_vfprintf(FILE *stream, const char *format, va_list arguments) {
    return vfprintf(stream, format, arguments);
}

JNIEXPORT int jio_fprintf(FILE *stream, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int written = vfprintf(stream, format, arguments);
    va_end(arguments);
    return written;
}
