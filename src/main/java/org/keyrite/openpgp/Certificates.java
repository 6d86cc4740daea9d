package org.keyrite.openpgp;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.keyrite.signature.SignatureFormatException;

/**
 * The pinned certificates, whose keys are the only ones that count. Made by {@link
 * CertificateReader}.
 */
public final class Certificates {
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-F]{40}|[0-9A-F]{64}");

  private final List<Certificate> certificates;
  private final Predicate<byte[]> heeds;

  /**
   * Certificates.
   *
   * @param heeds whether a signature, by its packet's body, revokes something of them
   */
  Certificates(List<Certificate> certificates, Predicate<byte[]> heeds) {
    this.certificates = List.copyOf(certificates);
    this.heeds = heeds;
  }

  /** None. */
  public static Certificates none() {
    return new Certificates(List.of(), _ -> false);
  }

  /**
   * Nothing if a file was read that gives revocations of these keys, and of no others.
   *
   * @throws SignatureFormatException otherwise
   */
  public void requireRevokedBy(byte[] file) throws SignatureFormatException {
    try {
      LooseRevocations.InFile revocations = LooseRevocations.in(file);
      if (!revocations.loose().stream().allMatch(heeds)
          || revocations.all().stream().noneMatch(heeds)) {
        throw new Malformed("holds a revocation of a key that is not pinned, or none at all");
      }
    } catch (IOException e) {
      throw Malformed.asFormatException(e);
    }
  }

  /** Whether a file of revocations holds no key. */
  public static boolean areOnlyRevocationsIn(byte[] file) throws SignatureFormatException {
    try {
      return !LooseRevocations.in(file).hasKeys();
    } catch (IOException e) {
      throw Malformed.asFormatException(e);
    }
  }

  /**
   * Whether a text is the whole fingerprint of a key of version 4 or 6: 40 or 64 upper-case hex
   * digits. Key ids are none, because others can be made with the same.
   */
  public static boolean isFingerprint(String text) {
    return FINGERPRINT.matcher(text).matches();
  }

  /** Of the primary keys whose certificates were found. */
  public Set<String> fingerprints() {
    return certificates.stream()
        .map(certificate -> certificate.name().fingerprint())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * What tells the secrets of a certificate from those of others: the fingerprints that its signing
   * keys have as keys of SSH, and something of the kind for the rest. Two certificates with one of
   * them in common are one person's, whatever their own fingerprints are.
   *
   * @param fingerprint the whole one; of a certificate that was not found, the answer is empty
   */
  public Set<String> identities(String fingerprint) {
    return certificates.stream()
        .filter(certificate -> certificate.name().fingerprint().equals(fingerprint))
        .flatMap(certificate -> certificate.identities().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * When the validity of a certificate ends.
   *
   * @param fingerprint of its primary key
   * @param now which of the owner's words is the last
   * @return empty if it has no end, or was not found
   */
  public Optional<Instant> expiry(String fingerprint, Instant now) {
    return certificates.stream()
        .filter(certificate -> certificate.name().fingerprint().equals(fingerprint))
        .findFirst()
        .flatMap(certificate -> certificate.primary().expiry(now.getEpochSecond()))
        .map(Instant::ofEpochSecond);
  }

  /** A key that may have made a signature, and where it was found. */
  record Candidate(Certificate certificate, KeyHistory key) {}

  List<Candidate> namedBy(Signature signature) {
    return certificates.stream()
        .flatMap(
            certificate ->
                certificate.namedBy(signature).map(key -> new Candidate(certificate, key)))
        .toList();
  }
}
