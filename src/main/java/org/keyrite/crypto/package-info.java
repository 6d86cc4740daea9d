/**
 * Primitives, each under the name of its use.
 *
 * <p>One algorithm here is our own work: ChaCha20-Poly1305, which every byte of a file goes
 * through, and which no library had fast enough for a native executable. It is compared with
 * BouncyCastle's at every length. For the rest, the classes wrap BouncyCastle's lightweight ones
 * and the JDK's random source, fix the parameters that a format fixes, and hold keys in types that
 * are wiped on close and never print themselves. No JCA provider is registered.
 *
 * <p>What wiping cannot do: BouncyCastle and the garbage collector make copies of a key that no one
 * can reach to erase. Wiping shortens the life of a secret in memory, it does not end it; what ends
 * it is the end of the process.
 */
package org.keyrite.crypto;
