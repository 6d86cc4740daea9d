/** SSH keys as recipients and identities: Ed25519 and RSA, with the stanzas of the original age. */
package org.keyrite.age.ssh;
