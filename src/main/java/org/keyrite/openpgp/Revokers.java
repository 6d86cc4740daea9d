package org.keyrite.openpgp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * The keys that an owner appointed to revoke the owner's own (section 5.2.3.23), in case it is
 * lost.
 *
 * <p>Such a revocation counts whatever became of the revoker's key since: that is to be sorted out
 * by people. Where the key is not at hand to check it with, it counts as well: who took the trouble
 * to add it to a certificate wants it to be heard, and nobody else has anything from it.
 *
 * @param fingerprints whole, in upper-case hex
 * @param keys of those revokers whose certificates were in the files
 */
record Revokers(Set<String> fingerprints, Function<String, Optional<PublicKey>> keys) {
  /** Each revocation that names nobody is checked with all of them. */
  private static final int MOST_CHECKED = 8;

  /**
   * What a signature by somebody else than the owner revokes.
   *
   * @param isBy whether a key made it
   */
  List<Revocation> revocations(Signature signature, BiPredicate<PublicKey, Signature> isBy) {
    List<Revocation> revocations = new ArrayList<>();
    for (String fingerprint : fingerprints) {
      if (mayHaveMade(fingerprint, signature)) {
        Optional<PublicKey> key =
            fingerprints.size() > MOST_CHECKED
                ? Optional.empty()
                : keys.apply(fingerprint).filter(signature::canBeCheckedWith);
        if (key.isEmpty()) {
          revocations.add(Revocation.notChecked(Optional.of(fingerprint)));
        } else if (isBy.test(key.get(), signature)) {
          revocations.add(Revocation.of(signature, Optional.of(fingerprint)));
        }
      }
    }
    return revocations;
  }

  private static boolean mayHaveMade(String fingerprint, Signature signature) {
    Subpackets subpackets = signature.subpackets();
    return subpackets.nameNobody() || PublicKey.isNamedBy(subpackets, fingerprint);
  }
}
