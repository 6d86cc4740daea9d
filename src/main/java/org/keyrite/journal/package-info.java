/** The hash-chained record of what was done. */
package org.keyrite.journal;
