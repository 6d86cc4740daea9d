/* The builder parses the headers of all its architectures on every build: this one is only read for RISC-V's layout. */
#ifndef KEYRITE_RISCV64CPUFEATURES_H
#define KEYRITE_RISCV64CPUFEATURES_H

typedef struct {
    char fI;
    char fM;
    char fA;
    char fF;
    char fD;
    char fC;
    char fV;
} CPUFeatures;

#endif
