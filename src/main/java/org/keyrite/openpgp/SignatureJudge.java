package org.keyrite.openpgp;

import static org.keyrite.openpgp.Signature.date;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.keyrite.crypto.hash.HashAlgorithm;
import org.keyrite.openpgp.Certificates.Candidate;
import org.keyrite.openpgp.KeyHistory.Objection;
import org.keyrite.signature.Finding;
import org.keyrite.signature.Finding.Good;
import org.keyrite.signature.Finding.Rejected;
import org.keyrite.signature.KeyName;
import org.keyrite.signature.Rejection;

/**
 * Finds out what a signature is worth: who made it, over what, and whether they might have.
 *
 * @param moment when it is judged whether a key is still valid
 */
record SignatureJudge(Certificates certificates, Instant moment) {
  /** What can be held against a signature before its document is known. */
  Optional<Rejected> objection(Signature signature, Set<Integer> allowedTypes) {
    if (!signature.isKnownVersion()) {
      return rejected(
          signature,
          Rejection.UNSUPPORTED,
          "is of version " + signature.version() + ", and only 4 and 6 are known here");
    }
    if (!allowedTypes.contains(signature.type())) {
      return rejected(signature, Rejection.WRONG_PURPOSE, wrongType(signature.type()));
    }
    Optional<String> notUnderstood = signature.subpackets().notUnderstood();
    if (notUnderstood.isPresent()) {
      return rejected(
          signature,
          Rejection.UNSUPPORTED,
          "has " + notUnderstood.get() + " that must be understood, and is not known here");
    }
    if (certificates.namedBy(signature).isEmpty()) {
      return rejected(signature, Rejection.UNKNOWN_KEY, unknown(signature.subpackets()));
    }
    return hashObjection(signature);
  }

  private static String wrongType(int type) {
    return type == Signature.Type.TEXT
        ? "is over text, and would hold for the file with other line ends too: it has to be made"
            + " without --textmode"
        : String.format("is of type 0x%02x, which does not sign files", type);
  }

  private Optional<Rejected> hashObjection(Signature signature) {
    Optional<SignedHash> hash = signature.hash();
    if (hash.isEmpty()) {
      return rejected(
          signature,
          Rejection.UNSUPPORTED,
          "is over hash algorithm " + signature.hashId() + ", which is not known here");
    }
    return hash.get().isStrong()
        ? Optional.empty()
        : rejected(
            signature,
            Rejection.WEAK_HASH,
            "is over " + hash.get() + ", which proves nothing any more");
  }

  private static String unknown(Subpackets subpackets) {
    if (!subpackets.issuerFingerprints().isEmpty()) {
      return "names the key "
          + String.join(" and ", new TreeSet<>(subpackets.issuerFingerprints()))
          + ", which is not pinned";
    }
    return subpackets.issuerIds().isEmpty()
        ? "does not say which key made it"
        : "names the key id "
            + String.join(" and ", new TreeSet<>(subpackets.issuerIds()))
            + ", which no pinned key has";
  }

  /**
   * What a signature turns out to be that nothing was held against before its document. Where bytes
   * are to be used as they are, one over text holds only for the very bytes that it was made over.
   *
   * @param document which has passed by
   */
  Finding judge(Signature signature, Set<Integer> allowedTypes, DocumentHashes document) {
    if (signature.type() == Signature.Type.TEXT
        && allowedTypes.contains(Signature.Type.BINARY)
        && document.textWasChanged()) {
      return rejected(signature, Rejection.WRONG_PURPOSE, wrongType(signature.type()))
          .orElseThrow();
    }
    List<Candidate> candidates = certificates.namedBy(signature);
    // A subkey can stand in several certificates, of which only one may be its own.
    Optional<Finding> first = Optional.empty();
    for (Candidate candidate : candidates) {
      if (signature.isBy(candidate.key().key(), document.of(signature))) {
        Finding finding = judge(signature, candidate);
        if (finding instanceof Good) {
          return finding;
        }
        first = first.or(() -> Optional.of(finding));
      }
    }
    return first.orElseGet(() -> notBy(signature, candidates.getFirst()));
  }

  private Finding notBy(Signature signature, Candidate candidate) {
    // Such a key verifies nothing, so that nothing is known of the bytes.
    if (!(candidate.key().key().material() instanceof KeyMaterial.Verifying)) {
      return judge(signature, candidate);
    }
    return new Rejected(
        Optional.of(candidate.certificate().name()),
        Rejection.NOT_THESE_BYTES,
        "The signature names "
            + candidate.certificate().nameOf(candidate.key())
            + ", which did not sign these bytes: they, or the signature, were changed.");
  }

  private Finding judge(Signature signature, Candidate candidate) {
    Certificate certificate = candidate.certificate();
    String key = certificate.nameOf(candidate.key());
    long made = signature.created();
    long now = moment.getEpochSecond();
    if (made > now) {
      return rejected(
          certificate,
          Rejection.SIGNATURE_IN_FUTURE,
          "is dated " + date(made) + ", which is later than now, " + date(now),
          key);
    }
    if (signature.ends() <= now) {
      return rejected(
          certificate,
          Rejection.SIGNATURE_EXPIRED,
          "was made on " + date(made) + " to hold until " + date(signature.ends()),
          key);
    }
    return certificate
        .objection(candidate.key(), made, now)
        .or(() -> hashTooShort(signature, candidate))
        .<Finding>map(
            objection ->
                new Rejected(
                    Optional.of(certificate.name()),
                    objection.rejection(),
                    capitalized(objection.predicate()) + "."))
        .orElseGet(() -> good(signature, candidate));
  }

  /** Section 5.2.3: the hash is as strong as the key, or the key is no use. */
  private static Optional<Objection> hashTooShort(Signature signature, Candidate candidate) {
    return candidate.key().key().material() instanceof KeyMaterial.Verifying key
            && algorithm(signature).bits() < key.hashBits()
        ? Optional.of(
            new Objection(
                Rejection.WEAK_HASH,
                candidate.certificate().nameOf(candidate.key())
                    + " is of a kind ("
                    + key.name()
                    + ") that must not sign over the shorter "
                    + algorithm(signature)))
        : Optional.empty();
  }

  private static HashAlgorithm algorithm(Signature signature) {
    return signature.hash().orElseThrow().algorithm().orElseThrow();
  }

  private static Good good(Signature signature, Candidate candidate) {
    return new Good(
        candidate.certificate().name(),
        candidate.key().key().fingerprint(),
        Optional.of(Instant.ofEpochSecond(signature.created())),
        candidate.key().key().material().name()
            + ", "
            + signature.hash().orElseThrow()
            + (signature.type() == Signature.Type.TEXT ? ", as text" : ""),
        "");
  }

  private static Rejected rejected(
      Certificate certificate, Rejection rejection, String predicate, String key) {
    return new Rejected(
        Optional.of(certificate.name()),
        rejection,
        "The signature by " + key + " " + predicate + ".");
  }

  /** Before it is known who made it. */
  private Optional<Rejected> rejected(Signature signature, Rejection rejection, String predicate) {
    Optional<Candidate> named = certificates.namedBy(signature).stream().findFirst();
    Optional<KeyName> name = named.map(candidate -> candidate.certificate().name());
    String subject =
        named
            .map(
                candidate ->
                    "The signature that names "
                        + candidate.certificate().nameOf(candidate.key())
                        + " ")
            .orElse("The signature ");
    return Optional.of(new Rejected(name, rejection, subject + predicate + "."));
  }

  private static String capitalized(String sentence) {
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
