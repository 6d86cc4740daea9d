/** {@code keyrite ceremony}: its commands, and what the operator sees. */
package org.keyrite.cli.ceremony;
