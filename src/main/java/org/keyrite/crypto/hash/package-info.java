/** Hashes, and what is made of them: HMAC, HKDF, and the hashing of many files at once. */
package org.keyrite.crypto.hash;
