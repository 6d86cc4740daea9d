#include <string.h>

#include "keyrite.h"
#include "openssl.h"

struct cipher {
    uint32_t key[8];
    uint32_t counter[4];
};

static void start(struct cipher *cipher, POLY1305 *authenticator, const uint8_t key[KEY_LENGTH],
                  const uint8_t nonce[NONCE_LENGTH])
{
    /* Words are little-endian in the specification and on every machine this is compiled for. */
    memcpy(cipher->key, key, KEY_LENGTH);
    cipher->counter[0] = 0;
    memcpy(&cipher->counter[1], nonce, NONCE_LENGTH);
    /* Section 2.6: the one-time key is the start of block 0. The text begins with block 1. */
    uint8_t block[64] = {0};
    ChaCha20_ctr32(block, block, sizeof block, cipher->key, cipher->counter);
    Poly1305_Init(authenticator, block);
    OPENSSL_cleanse(block, sizeof block);
    cipher->counter[0] = 1;
}

static void authenticate_padded(POLY1305 *authenticator, const uint8_t *bytes, size_t length)
{
    static const uint8_t zeros[15];
    Poly1305_Update(authenticator, bytes, length);
    Poly1305_Update(authenticator, zeros, -length % 16);
}

static void finish(POLY1305 *authenticator, size_t associated_length, size_t length, uint8_t tag[TAG_LENGTH])
{
    const uint64_t lengths[2] = {associated_length, length};
    Poly1305_Update(authenticator, (const uint8_t *)lengths, sizeof lengths);
    Poly1305_Final(authenticator, tag); /* wipes it */
}

void keyrite_seal(const uint8_t key[KEY_LENGTH], const uint8_t nonce[NONCE_LENGTH], const uint8_t *associated,
                  size_t associated_length, const uint8_t *text, size_t length, uint8_t *sealed)
{
    struct cipher cipher;
    POLY1305 authenticator;
    start(&cipher, &authenticator, key, nonce);
    authenticate_padded(&authenticator, associated, associated_length);
    ChaCha20_ctr32(sealed, text, length, cipher.key, cipher.counter);
    authenticate_padded(&authenticator, sealed, length);
    finish(&authenticator, associated_length, length, sealed + length);
    OPENSSL_cleanse(&cipher, sizeof cipher);
}

int keyrite_open(const uint8_t key[KEY_LENGTH], const uint8_t nonce[NONCE_LENGTH], const uint8_t *associated,
                 size_t associated_length, const uint8_t *sealed, size_t length, uint8_t *text)
{
    struct cipher cipher;
    POLY1305 authenticator;
    uint8_t tag[TAG_LENGTH];
    start(&cipher, &authenticator, key, nonce);
    authenticate_padded(&authenticator, associated, associated_length);
    authenticate_padded(&authenticator, sealed, length);
    finish(&authenticator, associated_length, length, tag);
    const int authentic = CRYPTO_memcmp(tag, sealed + length, TAG_LENGTH) == 0;
    if (authentic)
        ChaCha20_ctr32(text, sealed, length, cipher.key, cipher.counter);
    OPENSSL_cleanse(&cipher, sizeof cipher);
    return authentic;
}
