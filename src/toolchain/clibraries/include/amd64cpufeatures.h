/*
 * One byte per CPU feature the image builder knows on x86-64: 1 = this machine has it, usable.
 * The builder reads this header to learn the offsets, so the names are its own ("f" + the feature),
 * and every feature of its AMD64 list must be here.
 *
 * Columns: name, CPUID leaf, subleaf, register, bit, and the state the kernel must save (XCR0) for
 * the feature to be usable.
 */
#ifndef KEYRITE_AMD64CPUFEATURES_H
#define KEYRITE_AMD64CPUFEATURES_H

#define AMD64_CPU_FEATURES(F)                         \
    F(CX8,               0x1, 0, EDX,  8, NONE)       \
    F(CMOV,              0x1, 0, EDX, 15, NONE)       \
    F(FXSR,              0x1, 0, EDX, 24, NONE)       \
    F(HT,                0x1, 0, EDX, 28, NONE)       \
    F(MMX,               0x1, 0, EDX, 23, NONE)       \
    F(AMD_3DNOW_PREFETCH, 0x80000001, 0, ECX, 8, NONE) \
    F(SSE,               0x1, 0, EDX, 25, NONE)       \
    F(SSE2,              0x1, 0, EDX, 26, NONE)       \
    F(SSE3,              0x1, 0, ECX,  0, NONE)       \
    F(SSSE3,             0x1, 0, ECX,  9, NONE)       \
    F(SSE4A,             0x80000001, 0, ECX, 6, NONE) \
    F(SSE4_1,            0x1, 0, ECX, 19, NONE)       \
    F(SSE4_2,            0x1, 0, ECX, 20, NONE)       \
    F(POPCNT,            0x1, 0, ECX, 23, NONE)       \
    F(LZCNT,             0x80000001, 0, ECX, 5, NONE) \
    F(TSC,               0x1, 0, EDX,  4, NONE)       \
    F(TSCINV,            0x80000007, 0, EDX, 8, NONE) \
    F(TSCINV_BIT,        0x80000007, 0, EDX, 8, NONE) \
    F(AVX,               0x1, 0, ECX, 28, YMM)        \
    F(AVX2,              0x7, 0, EBX,  5, YMM)        \
    F(AES,               0x1, 0, ECX, 25, NONE)       \
    F(ERMS,              0x7, 0, EBX,  9, NONE)       \
    F(CLMUL,             0x1, 0, ECX,  1, NONE)       \
    F(BMI1,              0x7, 0, EBX,  3, NONE)       \
    F(BMI2,              0x7, 0, EBX,  8, NONE)       \
    F(RTM,               0x7, 0, EBX, 11, NONE)       \
    F(ADX,               0x7, 0, EBX, 19, NONE)       \
    F(AVX512F,           0x7, 0, EBX, 16, ZMM)        \
    F(AVX512DQ,          0x7, 0, EBX, 17, ZMM)        \
    F(AVX512PF,          0x7, 0, EBX, 26, ZMM)        \
    F(AVX512ER,          0x7, 0, EBX, 27, ZMM)        \
    F(AVX512CD,          0x7, 0, EBX, 28, ZMM)        \
    F(AVX512BW,          0x7, 0, EBX, 30, ZMM)        \
    F(AVX512VL,          0x7, 0, EBX, 31, ZMM)        \
    F(SHA,               0x7, 0, EBX, 29, NONE)       \
    F(FMA,               0x1, 0, ECX, 12, YMM)        \
    F(VZEROUPPER,        0x1, 0, ECX, 28, YMM)        \
    F(AVX512_VPOPCNTDQ,  0x7, 0, ECX, 14, ZMM)        \
    F(AVX512_VPCLMULQDQ, 0x7, 0, ECX, 10, ZMM)        \
    F(AVX512_VAES,       0x7, 0, ECX,  9, ZMM)        \
    F(AVX512_VNNI,       0x7, 0, ECX, 11, ZMM)        \
    F(FLUSH,             0x1, 0, EDX, 19, NONE)       \
    F(FLUSHOPT,          0x7, 0, EBX, 23, NONE)       \
    F(CLWB,              0x7, 0, EBX, 24, NONE)       \
    F(AVX512_VBMI2,      0x7, 0, ECX,  6, ZMM)        \
    F(AVX512_VBMI,       0x7, 0, ECX,  1, ZMM)        \
    F(HV,                0x1, 0, ECX, 31, NONE)       \
    F(SERIALIZE,         0x7, 0, EDX, 14, NONE)       \
    F(RDTSCP,            0x80000001, 0, EDX, 27, NONE) \
    F(RDPID,             0x7, 0, ECX, 22, NONE)       \
    F(FSRM,              0x7, 0, EDX,  4, NONE)       \
    F(GFNI,              0x7, 0, ECX,  8, NONE)       \
    F(AVX512_BITALG,     0x7, 0, ECX, 12, ZMM)        \
    F(PKU,               0x7, 0, ECX,  3, NONE)       \
    F(OSPKE,             0x7, 0, ECX,  4, NONE)       \
    F(CET_IBT,           0x7, 0, EDX, 20, NONE)       \
    F(CET_SS,            0x7, 0, ECX,  7, NONE)       \
    F(F16C,              0x1, 0, ECX, 29, YMM)        \
    F(AVX512_IFMA,       0x7, 0, EBX, 21, ZMM)        \
    F(AVX_IFMA,          0x7, 1, EAX, 23, YMM)        \
    F(APX_F,             0x7, 1, EDX, 21, APX)        \
    F(SHA512,            0x7, 1, EAX,  0, YMM)        \
    F(AVX512_FP16,       0x7, 0, EDX, 23, ZMM)        \
    F(AVX10_1,           0x7, 1, EDX, 19, ZMM)        \
    F(AVX10_2,           0x7, 1, EDX, 19, ZMM)

#define AMD64_CPU_FEATURE_FIELD(name, leaf, subleaf, reg, bit, state) char f##name;
typedef struct {
    AMD64_CPU_FEATURES(AMD64_CPU_FEATURE_FIELD)
} CPUFeatures;

#endif
