package org.keyrite.openpgp;

import java.util.OptionalInt;

/**
 * What a primary key once said of itself or of a subkey, under a signature that is its own.
 *
 * @param made in seconds since 1970
 * @param starts the first second in which it holds
 * @param ends the first second in which it does not hold any more
 * @param keyEnds the first second in which it lets the key not be valid any more
 * @param flags what it says that the key is for
 * @param hash that the signature is over
 * @param answered whether the subkey signed the same in return; of a primary key, true
 */
record Binding(
    long made,
    long starts,
    long ends,
    long keyEnds,
    OptionalInt flags,
    SignedHash hash,
    boolean answered) {
  private static final int FOR_SIGNING = 0x02;

  static Binding of(Signature signature, PublicKey key, boolean answered) {
    long validity = signature.subpackets().keyValidity();
    return new Binding(
        signature.created(),
        signature.created(),
        signature.ends(),
        validity == 0 ? Long.MAX_VALUE : key.created() + validity,
        signature.subpackets().keyFlags(),
        signature.hash().orElseThrow(),
        answered);
  }

  Binding endingAt(long time) {
    return new Binding(made, starts, Math.min(ends, time), keyEnds, flags, hash, answered);
  }

  Binding startingAt(long time) {
    return new Binding(made, Math.max(starts, time), ends, keyEnds, flags, hash, answered);
  }

  boolean holdsAt(long time) {
    return starts <= time && time < ends;
  }

  boolean isStrong() {
    return hash.isStrong();
  }

  /** Whether it says that the key is not for signing, which silence does not. */
  boolean forbidsSigning() {
    return flags.isPresent() && !allowsSigning();
  }

  boolean allowsSigning() {
    return (flags.orElse(0) & FOR_SIGNING) != 0;
  }
}
