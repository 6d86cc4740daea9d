/** {@code keyrite escrow}: a class for each command, and the dialogue in which shares are typed. */
package org.keyrite.cli.escrow;
