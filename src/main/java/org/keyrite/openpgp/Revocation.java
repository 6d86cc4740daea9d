package org.keyrite.openpgp;

import static org.keyrite.openpgp.Signature.date;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * An owner took something back (section 5.2.3.31), or somebody whom the owner appointed to.
 *
 * @param made in seconds since 1970; of a hard one it says nothing that could be believed
 * @param hard whether it reaches back to the beginning: whoever has the key may have dated
 *     signatures as they liked
 * @param by the beginning of a sentence about the key: that it was revoked, and by whom
 * @param reason why, as it follows "because"; empty where the beginning is all
 */
record Revocation(long made, boolean hard, String by, String reason) {
  private static final int SUPERSEDED = 1;
  private static final int COMPROMISED = 2;
  private static final int RETIRED = 3;
  private static final int USER_ID_NOT_VALID = 32;

  /**
   * What a signature says.
   *
   * @param revoker the fingerprint of whoever made it, if that is not the owner
   */
  static Revocation of(Signature signature, Optional<String> revoker) {
    String by = "was revoked by " + revoker.map(Revocation::appointed).orElse("its owner");
    long made = signature.created();
    OptionalInt reason = signature.subpackets().revocationReason();
    return switch (reason.orElse(0)) {
      case SUPERSEDED -> new Revocation(made, false, by, "another took its place");
      case RETIRED -> new Revocation(made, false, by, "it is no longer used");
      case USER_ID_NOT_VALID -> new Revocation(made, false, by, "the user id is no longer valid");
      case COMPROMISED -> new Revocation(made, true, by, "it may be in others' hands");
      default -> new Revocation(made, true, by, "of something that it does not say");
    };
  }

  /** One that names its maker and cannot be checked here: it is believed. */
  static Revocation notChecked(Optional<String> revoker) {
    return revoker.isPresent()
        ? new Revocation(
            0,
            true,
            "may have been revoked by "
                + appointed(revoker.get())
                + ", and the certificate of that key is not here to check it with",
            "")
        : new Revocation(0, true, "was revoked by its owner", "of something in an unknown form");
  }

  private static String appointed(String revoker) {
    return "the key " + revoker + ", which its owner appointed for that";
  }

  /**
   * A sentence about the key, without its subject.
   *
   * @param signed when the signature was made that is in question
   */
  String predicate(long signed) {
    if (reason.isEmpty()) {
      return by;
    }
    return hard
        ? by + ", for all times, because " + reason
        : by
            + " on "
            + date(made)
            + ", because "
            + reason
            + (made <= signed ? ", before" : "; that is after")
            + " the signature was made, "
            + date(signed);
  }
}
