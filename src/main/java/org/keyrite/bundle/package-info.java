/** The folder that leaves the offline machine: how it is written, and what may be in one. */
package org.keyrite.bundle;
