/**
 * OpenPGP signatures and certificates, versions 4 and 6. Specification: RFC 9580.
 *
 * <p>Only what verification needs, and written here rather than taken from a library: which packets
 * are allowed where, and when a key may have made a signature, is the very policy that this program
 * exists for. Every length is checked before it is believed, nothing is recursive, and nothing that
 * is not understood is passed over where it could change the answer.
 *
 * <p>What is not done: nothing is decrypted, no key is searched by a name or a key id, and nobody's
 * word counts but the pinned key's own, and that of the keys which its owner appointed to revoke
 * it.
 */
package org.keyrite.openpgp;
