package org.keyrite.openpgp;

import java.util.OptionalInt;

/**
 * An owner took something back (section 5.2.3.31).
 *
 * @param made in seconds since 1970; of a hard one it says nothing that could be believed
 * @param hard whether it reaches back to the beginning: whoever has the key may have dated
 *     signatures as they liked
 * @param reason why, as it follows "because"
 */
record Revocation(long made, boolean hard, String reason) {
  private static final int SUPERSEDED = 1;
  private static final int COMPROMISED = 2;
  private static final int RETIRED = 3;
  private static final int USER_ID_NOT_VALID = 32;

  static Revocation of(Signature signature) {
    OptionalInt reason = signature.subpackets().revocationReason();
    return switch (reason.orElse(0)) {
      case SUPERSEDED -> new Revocation(signature.created(), false, "another took its place");
      case RETIRED -> new Revocation(signature.created(), false, "it is no longer used");
      case USER_ID_NOT_VALID ->
          new Revocation(signature.created(), false, "the user id is no longer valid");
      case COMPROMISED -> new Revocation(signature.created(), true, "it may be in others' hands");
      default -> new Revocation(signature.created(), true, "of something that it does not say");
    };
  }

  /** One that names the owner as its maker and cannot be checked here: it is believed. */
  static Revocation notChecked() {
    return new Revocation(0, true, "of something in a form that is not known here");
  }
}
