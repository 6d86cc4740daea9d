/**
 * Signatures of the schemes that releases are signed with, and what each of them turns out to be.
 *
 * <p>Nothing here decides whether a file is acceptable: a signature is found good or rejected,
 * under keys that were pinned by whoever asks, and {@code trust} counts the good ones.
 */
package org.keyrite.signature;
