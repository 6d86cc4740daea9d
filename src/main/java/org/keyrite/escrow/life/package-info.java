/** What happens to a set after it was made: drills, losses, new shares, a new identity. */
package org.keyrite.escrow.life;
