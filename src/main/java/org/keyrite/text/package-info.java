/** What of a text people can see and compare, and how it is laid out for them. */
package org.keyrite.text;
