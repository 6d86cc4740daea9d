#include "keyrite.h"
#include "openssl.h"

/* OpenSSL's functions return 1, always: there is nothing in them that could fail. */

void keyrite_hash_begin(int hash, int length, void *state)
{
    BLAKE2B_PARAM parameters;
    switch (hash) {
    case KEYRITE_SHA256:
        SHA256_Init(state);
        break;
    case KEYRITE_SHA384:
        SHA384_Init(state);
        break;
    case KEYRITE_SHA512:
        SHA512_Init(state);
        break;
    case KEYRITE_BLAKE2B:
        ossl_blake2b_param_init(&parameters);
        ossl_blake2b_param_set_digest_length(&parameters, (uint8_t)length);
        ossl_blake2b_init(state, &parameters);
        break;
    }
}

void keyrite_hash_update(int hash, void *state, const uint8_t *bytes, size_t length)
{
    switch (hash) {
    case KEYRITE_SHA256:
        SHA256_Update(state, bytes, length);
        break;
    case KEYRITE_SHA384:
    case KEYRITE_SHA512:
        SHA512_Update(state, bytes, length);
        break;
    case KEYRITE_BLAKE2B:
        ossl_blake2b_update(state, bytes, length);
        break;
    }
}

void keyrite_hash_finish(int hash, void *state, uint8_t *digest)
{
    switch (hash) {
    case KEYRITE_SHA256:
        SHA256_Final(digest, state);
        break;
    case KEYRITE_SHA384:
    case KEYRITE_SHA512:
        SHA512_Final(digest, state);
        break;
    case KEYRITE_BLAKE2B:
        ossl_blake2b_final(digest, state);
        break;
    }
    OPENSSL_cleanse(state, HASH_STATE);
}
