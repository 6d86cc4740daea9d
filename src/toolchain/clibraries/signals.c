/*
 * sun.misc.Signal: the C handler only counts and posts a semaphore (both async-signal-safe); a Java
 * thread waits on it and calls the registered handlers.
 */
#include <errno.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>

#define SIGNAL_LIMIT 65 /* one more than the last real-time signal of Linux */

static atomic_int pending[SIGNAL_LIMIT];
static atomic_int in_use;
static sem_t wake_up;

/* 0: ready; 1: another isolate has it; -1: errno says why not */
int cSunMiscSignal_open(void) {
    int unused = 0;
    if (!atomic_compare_exchange_strong(&in_use, &unused, 1)) {
        return 1;
    }
    for (int signal = 0; signal < SIGNAL_LIMIT; signal++) {
        atomic_store(&pending[signal], 0);
    }
    if (sem_init(&wake_up, 0, 0) != 0) {
        atomic_store(&in_use, 0);
        return -1;
    }
    return 0;
}

int cSunMiscSignal_close(void) {
    if (sem_destroy(&wake_up) != 0) {
        return -1;
    }
    atomic_store(&in_use, 0);
    return 0;
}

int cSunMiscSignal_awaitSemaphore(void) {
    int result;
    do {
        result = sem_wait(&wake_up);
    } while (result != 0 && errno == EINTR);
    return result;
}

int cSunMiscSignal_signalSemaphore(void) {
    return sem_post(&wake_up);
}

int cSunMiscSignal_signalRangeCheck(int signal) {
    return signal >= 0 && signal < SIGNAL_LIMIT;
}

/* The lowest signal that has arrived and is not yet handled, or -1. */
int cSunMiscSignal_checkPendingSignal(void) {
    for (int signal = 0; signal < SIGNAL_LIMIT; signal++) {
        int count = atomic_load(&pending[signal]);
        while (count > 0) {
            if (atomic_compare_exchange_weak(&pending[signal], &count, count - 1)) {
                return signal;
            }
        }
    }
    return -1;
}

static void count_and_wake(int signal) {
    int saved = errno;
    atomic_fetch_add(&pending[signal], 1);
    sem_post(&wake_up);
    errno = saved;
}

void (*cSunMiscSignal_signalHandlerFunctionPointer(void))(int) {
    return count_and_wake;
}
