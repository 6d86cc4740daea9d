package org.keyrite.openpgp;

import static org.keyrite.openpgp.Signature.date;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.keyrite.signature.Rejection;

/**
 * A key, and all that its owner ever said about it: what it is for, until when, that it is over.
 *
 * <p>The newest self-signature counts: now, and for the time when a signature was made the newest
 * of that time. Where the file has none as old, the answer is no, since what stood in an older one
 * might have forbidden the signature: less evidence must not turn a no into a yes.
 */
final class KeyHistory {
  private final PublicKey key;
  private final List<List<Binding>> said;
  private final List<Revocation> revocations;

  /**
   * A key.
   *
   * @param said by kind: of a primary key what it said directly, and with its user ids; where both
   *     kinds say something, both must allow what is asked
   */
  KeyHistory(PublicKey key, List<List<Binding>> said, List<Revocation> revocations) {
    this.key = key;
    this.said = said;
    this.revocations = revocations;
  }

  /**
   * Why a key may not have made a signature.
   *
   * @param predicate of a sentence whose subject is the key
   */
  record Objection(Rejection rejection, String predicate) {}

  PublicKey key() {
    return key;
  }

  /** Whether there was ever a time when it might sign, as its owner says and as it has answered. */
  boolean everSigns() {
    return key.material() instanceof KeyMaterial.Verifying
        && all().anyMatch(binding -> binding.allowsSigning() && binding.answered());
  }

  /**
   * Whether the key may have made a signature: then, and now.
   *
   * @param made the signature, in seconds since 1970
   * @param signs whether it made it itself, and not through a subkey
   */
  Optional<Objection> objection(long made, long now, boolean signs) {
    return revoked(made, now)
        .or(() -> unfit(signs))
        .or(() -> tooYoung(made))
        .or(() -> notBound(now))
        .or(() -> notBoundThen(made))
        .or(() -> expired(made, now))
        .or(() -> signs ? notForSigning(made, now) : Optional.empty());
  }

  private Optional<Objection> revoked(long made, long now) {
    return revocations.stream()
        .filter(revocation -> revocation.hard() || revocation.made() <= now)
        .max(Comparator.comparing(Revocation::hard).thenComparingLong(Revocation::made))
        .map(revocation -> revocation.predicate(made))
        .map(predicate -> new Objection(Rejection.KEY_REVOKED, predicate));
  }

  private Optional<Objection> unfit(boolean signs) {
    return switch (key.material()) {
      case KeyMaterial.Verifying _ -> Optional.empty();
      case KeyMaterial.Weak weak ->
          objection(Rejection.WEAK_KEY, "is " + weak.name() + ", which proves nothing any more");
      case KeyMaterial.Other other ->
          objection(
              signs ? Rejection.KEY_NOT_FOR_SIGNING : Rejection.UNSUPPORTED,
              "is of a kind that does not sign, or is not known here: " + other.name());
    };
  }

  private Optional<Objection> tooYoung(long made) {
    return made >= key.created()
        ? Optional.empty()
        : objection(
            Rejection.KEY_NOT_YET_VALID,
            "was made on "
                + date(key.created())
                + ", after the signature, which is dated "
                + date(made));
  }

  /** The owner's last word must be there, and one that can be believed. */
  private Optional<Objection> notBound(long now) {
    OptionalLong first = oldest(all());
    if (first.isEmpty()) {
      return objection(
          Rejection.KEY_NOT_FOR_SIGNING,
          "has no valid self-signature in its certificate, which says what a key is for");
    }
    if (first.getAsLong() > now) {
      return objection(
          Rejection.KEY_NOT_YET_VALID,
          "has its first self-signature on "
              + date(first.getAsLong())
              + ", which is later than now, "
              + date(now));
    }
    List<Binding> last = words(now);
    if (last.isEmpty()) {
      return objection(
          Rejection.KEY_EXPIRED, "has self-signatures that have all ended by now, " + date(now));
    }
    if (last.stream().anyMatch(Binding::isStrong)) {
      return Optional.empty();
    }
    Binding newest = last.stream().max(Comparator.comparingLong(Binding::made)).orElseThrow();
    return objection(
        Rejection.WEAK_HASH,
        "has as its newest self-signature one of "
            + date(newest.made())
            + " over "
            + newest.hash()
            + ", which proves nothing any more: its owner has to renew it");
  }

  /** What was not said yet, or not in this file, could have been anything. */
  private Optional<Objection> notBoundThen(long made) {
    if (words(made).stream().anyMatch(Binding::isStrong)) {
      return Optional.empty();
    }
    OptionalLong first = oldest(all().filter(Binding::isStrong));
    return first.isPresent() && first.getAsLong() > made
        ? objection(
            Rejection.KEY_NOT_YET_VALID,
            "has no sound self-signature in its certificate that is as old as the signature, which"
                + " is dated "
                + date(made)
                + ": the oldest is of "
                + date(first.getAsLong())
                + ", and a complete copy of the certificate may have an older one")
        : objection(
            Rejection.KEY_EXPIRED,
            "had no sound self-signature that held when the signature was made, " + date(made));
  }

  private Optional<Objection> expired(long made, long now) {
    return end(words(made), made)
        .map(
            end -> "had expired on " + date(end) + ", before the signature was made, " + date(made))
        .or(
            () ->
                end(words(now), now)
                    .map(
                        end ->
                            "expired on "
                                + date(end)
                                + (end > made
                                    ? ", after the signature was made, "
                                    : ", as its owner said after the signature was made, ")
                                + date(made)))
        .map(predicate -> new Objection(Rejection.KEY_EXPIRED, predicate));
  }

  private static Optional<Long> end(List<Binding> bindings, long time) {
    return bindings.stream()
        .map(Binding::keyEnds)
        .min(Comparator.naturalOrder())
        .filter(end -> end <= time);
  }

  /** When it ends, as it is said now; empty if that is never. */
  Optional<Long> expiry(long now) {
    return words(now).stream()
        .map(Binding::keyEnds)
        .min(Comparator.naturalOrder())
        .filter(end -> end < Long.MAX_VALUE);
  }

  private Optional<Objection> notForSigning(long made, long now) {
    for (List<Binding> words : List.of(words(made), words(now))) {
      List<Binding> strong = words.stream().filter(Binding::isStrong).toList();
      if (words.stream().anyMatch(Binding::forbidsSigning)
          || strong.stream().noneMatch(Binding::allowsSigning)) {
        return objection(
            Rejection.KEY_NOT_FOR_SIGNING, "is not, as its owner says, for signing files");
      }
      if (!strong.stream().allMatch(Binding::answered)) {
        return objection(
            Rejection.KEY_NOT_FOR_SIGNING,
            "has not signed in return that it belongs to that key, or only over a weak hash");
      }
    }
    return Optional.empty();
  }

  private static Optional<Objection> objection(Rejection rejection, String predicate) {
    return Optional.of(new Objection(rejection, predicate));
  }

  /**
   * What was said last, at a time: of each kind the newest that holds, and the newest among those
   * that prove something, if that is another. A weak one may forbid, and allows nothing.
   */
  private List<Binding> words(long time) {
    return said.stream()
        .flatMap(
            kind ->
                Stream.concat(newest(kind, time, _ -> true), newest(kind, time, Binding::isStrong)))
        .distinct()
        .toList();
  }

  /** Several, if they are of one second: their order in a file says nothing. */
  private static Stream<Binding> newest(List<Binding> kind, long time, Predicate<Binding> among) {
    List<Binding> holding =
        kind.stream().filter(binding -> binding.holdsAt(time)).filter(among).toList();
    long last = holding.stream().mapToLong(Binding::made).max().orElse(0);
    return holding.stream().filter(binding -> binding.made() == last);
  }

  private static OptionalLong oldest(Stream<Binding> bindings) {
    return bindings.mapToLong(Binding::made).min();
  }

  private Stream<Binding> all() {
    return said.stream().flatMap(List::stream);
  }
}
