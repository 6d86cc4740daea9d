/** What is written down of a ceremony, for people. */
package org.keyrite.ceremony.record;
