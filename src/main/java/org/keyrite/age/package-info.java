/**
 * The age encrypted file format, version 1.
 *
 * <p>{@link org.keyrite.age.Age} encrypts and decrypts. A recipient type is one file that knows how
 * to wrap a file key into stanzas, and an identity type one that knows how to unwrap it; the
 * header, the payload and the armor know nothing of either. A stanza of an unknown type is passed
 * over.
 *
 * <p>Guaranteed: plaintext is released only after it is authenticated, in constant memory, and a
 * file that was cut short, extended or rearranged ends in an {@link
 * org.keyrite.age.header.AgeException}. Input from outside, however hostile, ends in that exception
 * or in the {@link java.io.IOException} of its source, never in another.
 *
 * <p>Not guaranteed: that the sender is who they seem. Anyone who knows a recipient can encrypt to
 * it.
 *
 * <p>Specification: <a href="https://c2sp.org/age">c2sp.org/age</a>. Section names in this package
 * are that document's.
 */
package org.keyrite.age;
