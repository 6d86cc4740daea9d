/** The executable: its name or its first argument chooses the tool. */
package org.keyrite.cli;
