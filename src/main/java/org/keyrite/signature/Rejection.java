package org.keyrite.signature;

import java.util.Locale;

/** Why a signature counts for nothing. */
public enum Rejection {
  /** The key did not sign these bytes: the file or the signature was changed, or is another's. */
  NOT_THESE_BYTES,
  /** It names a key that nobody pinned. */
  UNKNOWN_KEY,
  /** The key did not exist yet, or was not yet valid, when the signature was made. */
  KEY_NOT_YET_VALID,
  /** The key's validity has ended: before the signature was made, or since. */
  KEY_EXPIRED,
  /** The key's owner took it back. */
  KEY_REVOKED,
  /** The key is for something else, or its subkey is not bound both ways. */
  KEY_NOT_FOR_SIGNING,
  /** The key or its algorithm is too weak to prove anything. */
  WEAK_KEY,
  /** The hash that was signed is too weak to prove anything. */
  WEAK_HASH,
  /** The signature's own validity has ended. */
  SIGNATURE_EXPIRED,
  /** It is dated later than now. */
  SIGNATURE_IN_FUTURE,
  /** It was made for another purpose: another namespace, another kind of document. */
  WRONG_PURPOSE,
  /** A security key made it without the touch, or the check of its user, that is required. */
  USER_NOT_PRESENT,
  /** An old kind that the policy has to allow, and does not. */
  LEGACY,
  /** A version or an algorithm that is not known here. */
  UNSUPPORTED,
  /** It is well-formed enough to be found, and not well-formed. */
  MALFORMED;

  /** The word for it in a receipt for programs. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
