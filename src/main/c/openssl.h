/*
 * What is linked in of OpenSSL 3.5: its object files as Debian builds them (libcrypto.a of libssl-dev).
 * Most of these functions are internal to OpenSSL, so no header declares them. The layout of a state is
 * OpenSSL's own affair: here it is room enough, and the self-test (selftest.c) is what notices a change.
 */
#ifndef KEYRITE_OPENSSL_H
#define KEYRITE_OPENSSL_H

#include <stddef.h>
#include <stdint.h>

/* x86_64cpuid: what this processor has. The words from 2 on are written by the function. */
#define IA32CAP_WORDS 10
extern uint32_t OPENSSL_ia32cap_P[IA32CAP_WORDS];
uint64_t OPENSSL_ia32_cpuid(uint32_t words[IA32CAP_WORDS]);
void OPENSSL_cpuid_setup(void);
void OPENSSL_cleanse(void *memory, size_t length);
int CRYPTO_memcmp(const void *a, const void *b, size_t length);

/* chacha-x86_64: RFC 8439, section 2.4. The counter's first word counts blocks; the others are the nonce. */
void ChaCha20_ctr32(uint8_t *out, const uint8_t *in, size_t length, const uint32_t key[8], const uint32_t counter[4]);

/* poly1305, poly1305-x86_64: RFC 8439, section 2.5. */
typedef struct { _Alignas(8) uint8_t room[256]; } POLY1305;
size_t Poly1305_ctx_size(void);
void Poly1305_Init(POLY1305 *state, const uint8_t key[32]);
void Poly1305_Update(POLY1305 *state, const uint8_t *bytes, size_t length);
void Poly1305_Final(POLY1305 *state, uint8_t tag[16]);

/* sha256, sha512 and their assembly: FIPS 180-4. */
int SHA256_Init(void *state);
int SHA256_Update(void *state, const void *bytes, size_t length);
int SHA256_Final(uint8_t *hash, void *state);
int SHA384_Init(void *state);
int SHA512_Init(void *state);
int SHA512_Update(void *state, const void *bytes, size_t length);
int SHA512_Final(uint8_t *hash, void *state);

/* blake2b_prov: RFC 7693. */
typedef struct { uint8_t room[64]; } BLAKE2B_PARAM;
void ossl_blake2b_param_init(BLAKE2B_PARAM *parameters);
void ossl_blake2b_param_set_digest_length(BLAKE2B_PARAM *parameters, uint8_t bytes);
int ossl_blake2b_init(void *state, const BLAKE2B_PARAM *parameters);
int ossl_blake2b_update(void *state, const void *bytes, size_t length);
int ossl_blake2b_final(uint8_t *hash, void *state);

#endif
