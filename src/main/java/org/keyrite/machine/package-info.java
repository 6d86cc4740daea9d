/**
 * The machine and what is done to it: the workspace in memory where secrets exist in the clear, its
 * wiping, what earlier runs have left, and the sandbox of a generator.
 */
package org.keyrite.machine;
