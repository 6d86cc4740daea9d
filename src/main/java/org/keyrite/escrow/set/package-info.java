/**
 * A set of shares and its record, {@code escrow.json}: gathering shares, proving that they restore
 * the identity, and writing the set complete or not at all.
 */
package org.keyrite.escrow.set;
