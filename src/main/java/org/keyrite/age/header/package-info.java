/**
 * The header of an age file and its armor, read without opening anything.
 *
 * <p>No key is known here, so that the online half can tell what a file is. What is read is not
 * authentic: whoever passed the file on may have changed it.
 *
 * <p>Specification: <a href="https://c2sp.org/age">c2sp.org/age</a>, "Header" and "ASCII armor".
 */
package org.keyrite.age.header;
