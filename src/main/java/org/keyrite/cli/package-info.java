/** The programs' faces: they parse, call and render. What is done stands in other packages. */
package org.keyrite.cli;
