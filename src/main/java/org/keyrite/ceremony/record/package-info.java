/** The events that a ceremony writes down, and the report that people read. */
package org.keyrite.ceremony.record;
