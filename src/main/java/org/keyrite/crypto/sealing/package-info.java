/** Keys that encrypt and decrypt, each under the name of its use. */
package org.keyrite.crypto.sealing;
