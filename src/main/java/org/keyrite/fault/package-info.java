/** The three ways in which a command says no, so that a caller can tell them apart. */
package org.keyrite.fault;
