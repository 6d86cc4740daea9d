/** A ceremony: the plan, the checks before it, its steps and its report. */
package org.keyrite.ceremony;
