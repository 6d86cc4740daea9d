package org.keyrite.openpgp;

import static org.keyrite.openpgp.Signature.date;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyrite.signature.Rejection;

/**
 * A key, and all that its owner ever said about it: what it is for, until when, that it is over.
 *
 * <p>The newest self-signature counts. For the time when a signature was made it is the newest of
 * that time, or where the file has none as old, the oldest: exported certificates commonly lack the
 * earlier ones, and an owner's later word is the owner's word about earlier times too.
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

  /** The owner's last word must be there, and be believable. */
  private Optional<Objection> notBound(long now) {
    Optional<Binding> first = all().min(Comparator.comparingLong(Binding::made));
    if (first.isEmpty()) {
      return objection(
          Rejection.KEY_NOT_FOR_SIGNING,
          "has no valid self-signature in its certificate, which says what a key is for");
    }
    if (first.get().made() > now) {
      return objection(
          Rejection.KEY_NOT_YET_VALID,
          "has its first self-signature on "
              + date(first.get().made())
              + ", which is later than now, "
              + date(now));
    }
    List<Binding> last = lastWords(now);
    if (last.isEmpty()) {
      return objection(
          Rejection.KEY_EXPIRED, "has self-signatures that have all ended by now, " + date(now));
    }
    Binding newest = last.stream().reduce(KeyHistory::newer).orElseThrow();
    return newest.isStrong()
        ? Optional.empty()
        : objection(
            Rejection.WEAK_HASH,
            "has as its newest self-signature one of "
                + date(newest.made())
                + " over "
                + newest.hash()
                + ", which proves nothing any more: its owner has to renew it");
  }

  private Optional<Objection> expired(long made, long now) {
    List<Binding> then = wordsAbout(made);
    if (then.isEmpty()) {
      return objection(
          Rejection.KEY_EXPIRED,
          "had no self-signature that held when the signature was made, " + date(made));
    }
    return end(then, made)
        .map(
            end -> "had expired on " + date(end) + ", before the signature was made, " + date(made))
        .or(
            () ->
                end(lastWords(now), now)
                    .map(
                        end ->
                            "expired on "
                                + date(end)
                                + ", after the signature was made, "
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
    return lastWords(now).stream()
        .map(Binding::keyEnds)
        .min(Comparator.naturalOrder())
        .filter(end -> end < Long.MAX_VALUE);
  }

  private Optional<Objection> notForSigning(long made, long now) {
    for (List<Binding> words : List.of(wordsAbout(made), lastWords(now))) {
      if (words.stream().anyMatch(Binding::forbidsSigning)
          || words.stream().noneMatch(word -> word.isStrong() && word.allowsSigning())) {
        return objection(
            Rejection.KEY_NOT_FOR_SIGNING, "is not, as its owner says, for signing files");
      }
      if (!words.stream().allMatch(Binding::answered)) {
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

  /** Of each kind, the newest that holds at a time. */
  private List<Binding> lastWords(long time) {
    return said.stream().flatMap(kind -> newest(kind, time).stream()).toList();
  }

  /** Of each kind, the newest one at a time, or else the oldest; only what proves something. */
  private List<Binding> wordsAbout(long time) {
    return said.stream()
        .map(kind -> kind.stream().filter(Binding::isStrong).toList())
        .flatMap(kind -> newest(kind, time).or(() -> oldestAfter(kind, time)).stream())
        .toList();
  }

  private static Optional<Binding> newest(List<Binding> kind, long time) {
    return kind.stream().filter(binding -> binding.holdsAt(time)).reduce(KeyHistory::newer);
  }

  /** Of two in the same second, the later one in the file. */
  private static Binding newer(Binding a, Binding b) {
    return b.made() >= a.made() ? b : a;
  }

  private static Optional<Binding> oldestAfter(List<Binding> kind, long time) {
    return kind.stream()
        .min(Comparator.comparingLong(Binding::made))
        .filter(oldest -> oldest.made() > time);
  }

  private Stream<Binding> all() {
    return said.stream().flatMap(List::stream);
  }
}
