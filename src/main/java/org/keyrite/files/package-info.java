/** Files and folders that are read with a bound, and appear complete or not at all. */
package org.keyrite.files;
