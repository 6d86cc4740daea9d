/**
 * JSON (RFC 8259), read strictly from bytes and written canonically.
 *
 * <p>Strings stay UTF-8 bytes that can be wiped, because the value looked for may be a secret: this
 * is why no JSON library serves here.
 */
package org.keyrite.json;
