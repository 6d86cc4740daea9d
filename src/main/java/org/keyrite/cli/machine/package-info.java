/**
 * {@code keyrite workspace}, {@code wipe} and {@code doctor}: this machine, and what is left on it.
 */
package org.keyrite.cli.machine;
