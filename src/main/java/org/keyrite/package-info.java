/** Key ceremonies on an offline machine. */
package org.keyrite;
