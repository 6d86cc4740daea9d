/** Commands about this machine and what is on it. */
package org.keyrite.cli.machine;
