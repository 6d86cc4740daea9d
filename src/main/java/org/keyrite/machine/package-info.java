/**
 * The machine and what is done to it: the workspace in memory where secrets exist in the clear, its
 * wiping, and the checks before a ceremony.
 */
package org.keyrite.machine;
