package org.keyrite.openpgp;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyrite.openpgp.KeyHistory.Objection;
import org.keyrite.signature.KeyName;
import org.keyrite.signature.Scheme;

/**
 * A pinned primary key and its subkeys.
 *
 * @param subkeys those that are said to be its own; whether they are is for their history to say
 */
record Certificate(KeyHistory primary, List<KeyHistory> subkeys) {
  KeyName name() {
    return new KeyName(Scheme.OPENPGP, primary.key().fingerprint());
  }

  /**
   * What tells its secrets from others, in the form of {@link PublicKey#identity}: its own, and
   * those of the subkeys that could ever have signed in its name. Others tell nothing: several
   * people may have a secret in common to decrypt with, and anybody can put another's key under a
   * certificate.
   */
  Set<String> identities() {
    return Stream.concat(Stream.of(primary), subkeys.stream().filter(KeyHistory::everSigns))
        .map(history -> history.key().identity())
        .collect(Collectors.toSet());
  }

  /** The keys in it that a signature names. */
  Stream<KeyHistory> namedBy(Signature signature) {
    return Stream.concat(Stream.of(primary), subkeys.stream())
        .filter(history -> history.key().isNamedBy(signature.subpackets()));
  }

  /** For a sentence: the key, or the subkey and whose it is. */
  String nameOf(KeyHistory history) {
    String key = "the key " + primary.key().fingerprint();
    return history == primary ? key : "the subkey " + history.key().fingerprint() + " of " + key;
  }

  /**
   * Whether one of its keys may have made a signature.
   *
   * @return a whole clause, and why
   */
  Optional<Objection> objection(KeyHistory signer, long made, long now) {
    boolean itself = signer == primary;
    Optional<Objection> first = sentence(primary, primary.objection(made, now, itself));
    return itself ? first : first.or(() -> sentence(signer, signer.objection(made, now, true)));
  }

  private Optional<Objection> sentence(KeyHistory about, Optional<Objection> objection) {
    return objection.map(
        why -> new Objection(why.rejection(), nameOf(about) + " " + why.predicate()));
  }
}
