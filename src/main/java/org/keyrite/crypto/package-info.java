/**
 * Primitives, each under the name of its use.
 *
 * <p>Behind the names are OpenSSL's object files, for what every byte of a file goes through
 * (ChaCha20-Poly1305, SHA-2, BLAKE2b), and BouncyCastle's lightweight classes for the rest. On the
 * JVM, where nothing native is linked in, BouncyCastle does all of it. Random bytes are the
 * kernel's. The classes fix the parameters that a format fixes, and hold keys in types that are
 * wiped on close and never print themselves. No JCA provider is registered, and none is asked.
 *
 * <p>What wiping cannot do: BouncyCastle and the garbage collector make copies of a key that no one
 * can reach to erase. Wiping shortens the life of a secret in memory; what ends it is the end of
 * the process, which overwrites all memory that it wrote ({@code src/main/c/end.c}).
 */
package org.keyrite.crypto;
