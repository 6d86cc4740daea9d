/** The files that people keep identities and recipients in, one to a line. */
package org.keyrite.age.files;
