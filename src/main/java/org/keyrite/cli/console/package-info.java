/**
 * The terminal and the standard streams, and what all commands have in common on them: prompts,
 * progress, exit status, and how a failure is told.
 */
package org.keyrite.cli.console;
