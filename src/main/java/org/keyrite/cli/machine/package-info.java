/** The commands about this machine. */
package org.keyrite.cli.machine;
