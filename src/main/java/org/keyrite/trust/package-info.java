/** What makes a file acceptable: today, a pinned hash. */
package org.keyrite.trust;
