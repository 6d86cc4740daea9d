/** The controls of a machine, one by one, and what a plan asks of them. */
package org.keyrite.machine.control;
