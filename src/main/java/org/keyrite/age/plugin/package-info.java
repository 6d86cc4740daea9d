/**
 * Recipients and identities that another program acts for.
 *
 * <p>The program is found on PATH by the name in the recipient or the identity. It is as trusted as
 * that: what it sends is read strictly, and it sees the file key.
 *
 * <p>Specification: <a href="https://c2sp.org/age-plugin">c2sp.org/age-plugin</a>.
 */
package org.keyrite.age.plugin;
