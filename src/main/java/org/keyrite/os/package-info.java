/**
 * The few system calls that Java does not offer, through GraalVM's C interface.
 *
 * <p>They exist in the native executable only. On a JVM each of them answers {@link
 * org.keyrite.os.Control.State#NOT_AVAILABLE} or an empty value, and never pretends.
 */
package org.keyrite.os;
