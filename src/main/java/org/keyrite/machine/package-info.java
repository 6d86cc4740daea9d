/** The RAM-only directory in which secrets exist in the clear, and its wiping. */
package org.keyrite.machine;
