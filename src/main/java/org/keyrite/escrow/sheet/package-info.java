/** The sheets that are printed for trustees without a recipient, and how they are read again. */
package org.keyrite.escrow.sheet;
