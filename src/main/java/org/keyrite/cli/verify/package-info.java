/** {@code keyrite verify}: its options, the question it asks, and the receipt it shows. */
package org.keyrite.cli.verify;
