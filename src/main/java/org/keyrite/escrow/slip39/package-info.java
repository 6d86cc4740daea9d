/**
 * A secret split among people, as SLIP-0039 shares that any conforming program restores.
 *
 * <p>{@link org.keyrite.escrow.slip39.ShareSet} splits and restores; a {@link
 * org.keyrite.escrow.slip39.Share} becomes words and words become a share; {@link
 * org.keyrite.escrow.slip39.ShareCorrection} finds the word that was copied wrong.
 *
 * <p>Guaranteed: fewer shares than the policy asks for tell nothing of the secret but its length,
 * as long as it has at least 128 bits that cannot be guessed; the arithmetic on shares takes a time
 * that does not depend on them; what is typed or read, however hostile, ends in one of this
 * package's exceptions.
 *
 * <p>Not guaranteed: that a restored secret is the one that was split. Shares can be forged by
 * those who hold enough of them, and a wrong passphrase gives a wrong secret without complaint:
 * compare it with what is known of it from elsewhere.
 *
 * <p>Specification: <a
 * href="https://github.com/satoshilabs/slips/blob/master/slip-0039.md">SLIP-0039</a>. Section names
 * in this package are that document's.
 */
package org.keyrite.escrow.slip39;
