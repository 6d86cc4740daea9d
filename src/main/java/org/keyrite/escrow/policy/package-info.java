/** Who the trustees of an identity are, in which groups, and how many of them restore it. */
package org.keyrite.escrow.policy;
