/** Folders that appear complete under their names, or not at all. */
package org.keyrite.files;
