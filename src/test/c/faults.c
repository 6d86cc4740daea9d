/*
 * For tests: a processor that computes wrongly. The linker puts each of these in the place of the function that it
 * wraps (--wrap), and it does that function's work, then spoils it if it is the one that was asked for.
 */
#include "keyrite.h"
#include "openssl.h"

/* 0 for none, 1 for the cipher, 2 for its tag, from 3 on the hashes. */
void fault_set(int wanted);

static int fault;

void fault_set(int wanted)
{
    fault = wanted;
}

/* The last bit of a result: the least that there is to be noticed. */
static void spoil(int number, uint8_t *last)
{
    if (fault == number)
        *last ^= 1;
}

void __real_ChaCha20_ctr32(uint8_t *out, const uint8_t *in, size_t length, const uint32_t key[8],
                           const uint32_t counter[4]);
void __wrap_ChaCha20_ctr32(uint8_t *out, const uint8_t *in, size_t length, const uint32_t key[8],
                           const uint32_t counter[4]);
void __wrap_ChaCha20_ctr32(uint8_t *out, const uint8_t *in, size_t length, const uint32_t key[8],
                           const uint32_t counter[4])
{
    __real_ChaCha20_ctr32(out, in, length, key, counter);
    if (length > 64)
        spoil(1, &out[length - 1]);
}

void __real_Poly1305_Final(POLY1305 *state, uint8_t tag[16]);
void __wrap_Poly1305_Final(POLY1305 *state, uint8_t tag[16]);
void __wrap_Poly1305_Final(POLY1305 *state, uint8_t tag[16])
{
    __real_Poly1305_Final(state, tag);
    spoil(2, &tag[15]);
}

int __real_SHA256_Final(uint8_t *hash, void *state);
int __wrap_SHA256_Final(uint8_t *hash, void *state);
int __wrap_SHA256_Final(uint8_t *hash, void *state)
{
    int result = __real_SHA256_Final(hash, state);
    spoil(3, &hash[31]);
    return result;
}

/* Of SHA-384 too: spoils a byte of the state's value that both have. */
int __real_SHA512_Final(uint8_t *hash, void *state);
int __wrap_SHA512_Final(uint8_t *hash, void *state);
int __wrap_SHA512_Final(uint8_t *hash, void *state)
{
    int result = __real_SHA512_Final(hash, state);
    spoil(4, &hash[47]);
    return result;
}

/* Leaves SHA-384 as it is. */
int __real_SHA512_Init(void *state);
int __wrap_SHA512_Init(void *state);
int __wrap_SHA512_Init(void *state)
{
    int result = __real_SHA512_Init(state);
    spoil(5, (uint8_t *)state);
    return result;
}

int __real_ossl_blake2b_final(uint8_t *hash, void *state);
int __wrap_ossl_blake2b_final(uint8_t *hash, void *state);
int __wrap_ossl_blake2b_final(uint8_t *hash, void *state)
{
    int result = __real_ossl_blake2b_final(hash, state);
    spoil(6, &hash[63]);
    return result;
}
