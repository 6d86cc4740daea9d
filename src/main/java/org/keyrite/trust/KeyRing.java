package org.keyrite.trust;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyrite.openpgp.CertificateReader;
import org.keyrite.openpgp.Certificates;
import org.keyrite.openpgp.ClearSignedMessage;
import org.keyrite.openpgp.DetachedSignatures;
import org.keyrite.openpgp.InlineMessage;
import org.keyrite.signature.KeyName;
import org.keyrite.signature.Minisign;
import org.keyrite.signature.NumberedKey;
import org.keyrite.signature.Scheme;
import org.keyrite.signature.SignatureCheck;
import org.keyrite.signature.SignatureFormatException;
import org.keyrite.signature.Signify;
import org.keyrite.signature.SshSignature;
import org.keyrite.signature.WholeMessage;

/** The pinned keys, ready to check signatures with. All of them are, whomever a file needs. */
public final class KeyRing {
  private final List<PinnedKey> keys;
  private final Certificates certificates;

  private KeyRing(List<PinnedKey> keys, Certificates certificates) {
    this.keys = List.copyOf(keys);
    this.certificates = certificates;
  }

  /** No keys. */
  public static KeyRing none() {
    return new KeyRing(List.of(), Certificates.none());
  }

  /**
   * A ring of keys.
   *
   * @param revocations files of them, which count wherever they stand
   * @throws SignatureFormatException when their certificates cannot be read together
   */
  static KeyRing of(List<PinnedKey> keys, Collection<byte[]> revocations)
      throws SignatureFormatException {
    List<PinnedKey.OpenPgp> pinned = of(keys, PinnedKey.OpenPgp.class);
    CertificateReader reader =
        new CertificateReader(
            pinned.stream().map(key -> key.name().fingerprint()).collect(Collectors.toSet()));
    for (PinnedKey.OpenPgp key : pinned) {
      for (byte[] file : key.files()) {
        reader.read(file);
      }
    }
    for (byte[] file : revocations) {
      reader.read(file);
    }
    return new KeyRing(keys, reader.certificates());
  }

  /** Nothing if a file of revocations revokes something of keys of this ring, and of no others. */
  void requireRevokedBy(byte[] file) throws SignatureFormatException {
    certificates.requireRevokedBy(file);
  }

  /**
   * What tells a key of this ring from others, whatever scheme it is written down for, and whenever
   * it is said to have been made: the fingerprints that it, or the keys of its certificate, have as
   * keys of SSH. Two keys with one of them in common have one owner.
   */
  Set<String> identities(PinnedKey key) {
    return switch (key) {
      case PinnedKey.Numbered numbered -> Set.of(numbered.key().ed25519().asSsh().fingerprint());
      case PinnedKey.Ssh ssh -> Set.of(ssh.signer().fingerprint());
      case PinnedKey.OpenPgp openPgp -> certificates.identities(openPgp.name().fingerprint());
    };
  }

  /** When a key's validity ends, as its owner's last word by now has it; empty if it has no end. */
  Optional<Instant> expiry(KeyName key, Instant now) {
    return key.scheme() == Scheme.OPENPGP
        ? certificates.expiry(key.fingerprint(), now)
        : Optional.empty();
  }

  /**
   * Reads a signature file.
   *
   * @return decides about its signatures while the signed bytes go by
   * @param message where the signatures that need the signed bytes whole keep them
   * @param now when keys and signatures have to be valid
   * @throws SignatureFormatException when it is not what the policy says that it is
   */
  SignatureCheck open(SignatureFile file, byte[] bytes, WholeMessage message, Instant now)
      throws SignatureFormatException {
    return switch (file.scheme()) {
      case OPENPGP ->
          switch (file.mode()) {
            case INLINE ->
                InlineMessage.read(bytes, SignatureReading.MOST_BYTES_WITH_FILE, certificates, now);
            case CLEAR_SIGNED -> ClearSignedMessage.read(bytes, certificates, now);
            default -> DetachedSignatures.read(bytes, certificates, now);
          };
      case MINISIGN ->
          Minisign.check(
              bytes,
              numbered(Scheme.MINISIGN),
              file.legacyAllowed() ? Minisign.Legacy.ALLOWED : Minisign.Legacy.REFUSED,
              message,
              now);
      case SIGNIFY ->
          file.holdsItsFile()
              ? Signify.open(bytes, numbered(Scheme.SIGNIFY))
              : Signify.check(bytes, numbered(Scheme.SIGNIFY), message);
      case SSH ->
          SshSignature.check(
              bytes,
              of(keys, PinnedKey.Ssh.class).stream().map(PinnedKey.Ssh::signer).toList(),
              file.namespace(),
              now);
    };
  }

  private List<NumberedKey> numbered(Scheme scheme) {
    return of(keys, PinnedKey.Numbered.class).stream()
        .map(PinnedKey.Numbered::key)
        .filter(key -> key.name().scheme() == scheme)
        .toList();
  }

  private static <K extends PinnedKey> List<K> of(List<PinnedKey> keys, Class<K> kind) {
    return keys.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
