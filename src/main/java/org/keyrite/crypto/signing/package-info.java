/** Public keys that verify signatures, and SSH's encoding of them. */
package org.keyrite.crypto.signing;
