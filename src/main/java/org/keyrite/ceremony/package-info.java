/** Holding a ceremony: its steps, what runs in it, and what its operator is asked. */
package org.keyrite.ceremony;
