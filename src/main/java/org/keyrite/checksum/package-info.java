/**
 * Lists of checksums, as they are released beside software.
 *
 * <p>A list is read in the forms of GNU, of BSD and of OpenSSL, and read in full or refused: what
 * {@code sha256sum -c} passes over with a warning, or accepts, is an error here, with the number of
 * the line. What a list says about files is worth as much as the signature over it, which is
 * checked elsewhere, and it says nothing about files that it does not name.
 */
package org.keyrite.checksum;
