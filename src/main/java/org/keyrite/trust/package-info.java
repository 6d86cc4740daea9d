/**
 * What makes a file acceptable: the hashes, the signers, and how many of them, that a policy pins.
 */
package org.keyrite.trust;
