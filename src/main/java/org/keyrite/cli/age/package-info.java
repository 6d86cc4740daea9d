/** The age tools, with the options and the messages of the originals. */
package org.keyrite.cli.age;
