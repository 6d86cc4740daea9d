/* For tests: other processors than the one that there is. */
#include "keyrite.h"
#include "openssl.h"

void features_read(uint32_t words[IA32CAP_WORDS]);
void features_write(const uint32_t words[IA32CAP_WORDS]);

void features_read(uint32_t words[IA32CAP_WORDS])
{
    for (int i = 0; i < IA32CAP_WORDS; i++)
        words[i] = OPENSSL_ia32cap_P[i];
}

void features_write(const uint32_t words[IA32CAP_WORDS])
{
    for (int i = 0; i < IA32CAP_WORDS; i++)
        OPENSSL_ia32cap_P[i] = words[i];
}
