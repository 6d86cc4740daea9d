/*
 * What this CPU can do, and the refusal to run on one that cannot do what the image was compiled for, or
 * where there is no room for its heap.
 * Compiled for plain x86-64: this code runs before anything else of the image.
 */
#include <cpuid.h>
#include <stddef.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "amd64cpufeatures.h"

enum { EAX, EBX, ECX, EDX };
enum state { NONE, YMM, ZMM, APX };

/* "refused: the machine does not meet a required condition", as everywhere in keyrite */
enum { EXIT_REFUSED = 4 };

/*
 * What CPUID has said so far. In a virtual machine each question leaves the machine and returns, 17
 * microseconds where it was measured: 65 features asked one by one took longer than all else at start.
 */
struct cpuid {
    unsigned highest[2]; /* leaf, of the basic and of the extended ones; 0 is not asked yet */
    size_t known;
    struct leaf {
        unsigned leaf, subleaf, regs[4];
    } leaves[8];
};

static const unsigned *ask(struct cpuid *cpuid, unsigned leaf, unsigned subleaf) {
    struct leaf *at = cpuid->leaves, *end = at + cpuid->known;
    while (at < end && (at->leaf != leaf || at->subleaf != subleaf)) {
        at++;
    }
    if (at == end) {
        if (cpuid->known == sizeof cpuid->leaves / sizeof *cpuid->leaves) {
            at--; /* no room: forget the last one */
        } else {
            cpuid->known++;
        }
        at->leaf = leaf;
        at->subleaf = subleaf;
        __cpuid_count(leaf, subleaf, at->regs[EAX], at->regs[EBX], at->regs[ECX], at->regs[EDX]);
    }
    return at->regs;
}

static int has_leaf(struct cpuid *cpuid, unsigned leaf) {
    unsigned *highest = &cpuid->highest[leaf >> 31];
    if (*highest == 0) {
        *highest = __get_cpuid_max(leaf & 0x80000000u, 0);
    }
    return *highest >= leaf;
}

static int cpuid_bit(struct cpuid *cpuid, unsigned leaf, unsigned subleaf, int reg, int bit) {
    if (!has_leaf(cpuid, leaf)) {
        return 0;
    }
    if (subleaf > 0 && ask(cpuid, leaf, 0)[EAX] < subleaf) { /* the highest subleaf */
        return 0;
    }
    return (ask(cpuid, leaf, subleaf)[reg] >> bit) & 1;
}

/* A register set the kernel does not save across a context switch is as good as absent. */
static int kernel_saves(struct cpuid *cpuid, enum state state) {
    const unsigned needed[] = {[NONE] = 0, [YMM] = 0x06, [ZMM] = 0xe6, [APX] = 0x80000};
    unsigned low, high;
    if (state == NONE) {
        return 1;
    }
    if (!cpuid_bit(cpuid, 0x1, 0, ECX, 27)) { /* OSXSAVE: xgetbv exists */
        return 0;
    }
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return (low & needed[state]) == needed[state];
}

static int avx10_version(struct cpuid *cpuid) {
    if (!cpuid_bit(cpuid, 0x7, 1, EDX, 19) || !has_leaf(cpuid, 0x24)) {
        return 0;
    }
    return ask(cpuid, 0x24, 0)[EBX] & 0xff;
}

void determineCPUFeatures(CPUFeatures *features) {
    struct cpuid cpuid = {0};
#define DETERMINE(name, leaf, subleaf, reg, bit, state) \
    features->f##name = cpuid_bit(&cpuid, leaf, subleaf, reg, bit) && kernel_saves(&cpuid, state);
    AMD64_CPU_FEATURES(DETERMINE)
    int avx10 = avx10_version(&cpuid);
    features->fAVX10_1 = features->fAVX10_1 && avx10 >= 1;
    features->fAVX10_2 = features->fAVX10_2 && avx10 >= 2;
}

/*
 * The builder's mask has one byte per field of CPUFeatures, padded: all bits set, but the lowest bit
 * of a feature the image needs is clear. Returns 0 when this CPU has them all.
 */
int checkCPUFeatures(const unsigned char *build_time_mask) {
    CPUFeatures features;
    const unsigned char *present = (const unsigned char *)&features;
    determineCPUFeatures(&features);
    for (size_t i = 0; i < sizeof features; i++) {
        if ((build_time_mask[i] | present[i]) != 0xff) {
            return 1;
        }
    }
    return 0;
}

static void say(const char *text) {
    ssize_t ignored = write(STDERR_FILENO, text, strlen(text));
    (void)ignored;
}

/*
 * The heap's addresses are reserved in one piece at start (ReservedAddressSpaceSize in pom.xml: 1 GiB).
 * The rest is for the image itself and for threads.
 */
static const rlim_t ADDRESS_SPACE = 5ULL << 28; /* bytes: 1.25 GiB */

static void check_address_space_or_exit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur < ADDRESS_SPACE) { /* RLIM_INFINITY is the largest */
        say("keyrite: This process may have less address space (ulimit -v) than the 1.25 GiB that keyrite reserves.\n"
            "         Hardly any of it is used: raise the limit, for example with `ulimit -v unlimited`.\n");
        _exit(EXIT_REFUSED);
    }
}

/* The first that an image calls, before it reserves its heap. */
int checkCPUFeaturesOrExit(const unsigned char *build_time_mask, const char *builders_message) {
    (void)builders_message; /* lists what the image was compiled for; what is missing says more */
    if (checkCPUFeatures(build_time_mask) == 0) {
        check_address_space_or_exit();
        return 0;
    }
    CPUFeatures features;
    determineCPUFeatures(&features);
    say("This CPU lacks what this build needs (");
    const char *separator = "";
#define NAME_IF_MISSING(name, leaf, subleaf, reg, bit, state)                              \
    if ((build_time_mask[offsetof(CPUFeatures, f##name)] | features.f##name) != 0xff) {    \
        say(separator);                                                                    \
        say(#name);                                                                        \
        separator = ", ";                                                                  \
    }
    AMD64_CPU_FEATURES(NAME_IF_MISSING)
    say(").\n");
    _exit(EXIT_REFUSED);
}
