package org.keyrite.trust;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyrite.openpgp.CertificateReader;
import org.keyrite.openpgp.Certificates;
import org.keyrite.openpgp.ClearSignedMessage;
import org.keyrite.openpgp.DetachedSignatures;
import org.keyrite.openpgp.InlineMessage;
import org.keyrite.signature.Finding;
import org.keyrite.signature.Minisign;
import org.keyrite.signature.NumberedKey;
import org.keyrite.signature.Scheme;
import org.keyrite.signature.SignatureCheck;
import org.keyrite.signature.SignatureFormatException;
import org.keyrite.signature.SignedMessage;
import org.keyrite.signature.Signify;
import org.keyrite.signature.SshSignature;
import org.keyrite.signature.SshSigner;
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
    return new KeyRing(List.of(), new CertificateReader(Set.of()).certificates());
  }

  /**
   * A ring of keys.
   *
   * @throws SignatureFormatException when their certificates cannot be read together
   */
  public static KeyRing of(List<PinnedKey> keys) throws SignatureFormatException {
    return new KeyRing(keys, certificates(of(keys, PinnedKey.OpenPgp.class)));
  }

  private static Certificates certificates(List<PinnedKey.OpenPgp> keys)
      throws SignatureFormatException {
    Set<String> fingerprints =
        keys.stream().map(key -> key.name().fingerprint()).collect(Collectors.toSet());
    CertificateReader reader = new CertificateReader(fingerprints);
    for (PinnedKey.OpenPgp key : keys) {
      for (byte[] file : key.files()) {
        read(reader, file);
      }
    }
    return reader.certificates();
  }

  /**
   * What tells a key of this ring from others, whatever scheme it is written down for, and whenever
   * it is said to have been made: the fingerprints that it, or the keys of its certificate, have as
   * keys of SSH. Two keys with one of them in common have one owner.
   */
  public Set<String> identities(PinnedKey key) {
    return switch (key) {
      case PinnedKey.Numbered numbered -> Set.of(numbered.key().ed25519().asSsh().fingerprint());
      case PinnedKey.Ssh ssh -> Set.of(ssh.signer().fingerprint());
      case PinnedKey.OpenPgp openPgp -> certificates.identities(openPgp.name().fingerprint());
    };
  }

  /** Reads certificates that are in memory. */
  static void read(CertificateReader reader, byte[] file) throws SignatureFormatException {
    try {
      reader.read(new ByteArrayInputStream(file));
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  /**
   * A signature file that was understood.
   *
   * @param check decides about its signatures while the signed bytes go by
   * @param content the signed bytes, if they are in the file itself and a pinned key signed them
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by no one
  record Opened(SignatureCheck check, Optional<byte[]> content) {}

  /** Of a file that came with its signatures: they have been checked already. */
  private record Known(List<Finding> findings) implements SignatureCheck {
    @Override
    public void update(byte[] buffer, int offset, int length) {}
  }

  /**
   * Reads a signature file.
   *
   * @param message where the signatures that need the signed bytes whole keep them
   * @param now when keys and signatures have to be valid
   * @throws SignatureFormatException when it is not what the policy says that it is
   */
  Opened open(SignatureFile file, byte[] bytes, WholeMessage message, Instant now)
      throws SignatureFormatException {
    return switch (file.scheme()) {
      case OPENPGP -> openPgp(file.mode(), bytes, now);
      case MINISIGN ->
          detached(
              Minisign.check(
                  bytes,
                  numbered(Scheme.MINISIGN),
                  file.legacyAllowed() ? Minisign.Legacy.ALLOWED : Minisign.Legacy.REFUSED,
                  message,
                  now));
      case SIGNIFY ->
          file.holdsItsFile()
              ? embedded(bytes)
              : detached(Signify.check(bytes, numbered(Scheme.SIGNIFY), message));
      case SSH -> detached(SshSignature.check(bytes, sshSigners(), file.namespace(), now));
    };
  }

  private Opened openPgp(SignatureFile.Mode mode, byte[] bytes, Instant now)
      throws SignatureFormatException {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    try {
      return switch (mode) {
        case DETACHED -> detached(DetachedSignatures.read(in, certificates, now));
        case CLEAR_SIGNED -> {
          ClearSignedMessage message = ClearSignedMessage.read(in, certificates, now);
          yield held(message.findings(), message.text());
        }
        case INLINE -> {
          ByteArrayOutputStream content = new ByteArrayOutputStream();
          List<Finding> findings =
              InlineMessage.unpack(
                  in, content, SignatureReading.MOST_BYTES_WITH_FILE, certificates, now);
          yield held(findings, content.toByteArray());
        }
        case EMBEDDED -> throw new IllegalArgumentException("a mode of signify");
      };
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  private static SignatureFormatException inMemory(IOException e) {
    return new SignatureFormatException("cannot be read", e);
  }

  private static Opened detached(SignatureCheck check) {
    return new Opened(check, Optional.empty());
  }

  private Opened embedded(byte[] bytes) throws SignatureFormatException {
    SignedMessage message = Signify.open(bytes, numbered(Scheme.SIGNIFY));
    return new Opened(new Known(message.findings()), message.content());
  }

  /** Nobody gets at what nobody signed. */
  private static Opened held(List<Finding> findings, byte[] content) {
    boolean signed = findings.stream().anyMatch(Finding.Good.class::isInstance);
    return new Opened(new Known(findings), signed ? Optional.of(content) : Optional.empty());
  }

  private List<NumberedKey> numbered(Scheme scheme) {
    return of(keys, PinnedKey.Numbered.class).stream()
        .map(PinnedKey.Numbered::key)
        .filter(key -> key.name().scheme() == scheme)
        .toList();
  }

  private List<SshSigner> sshSigners() {
    return of(keys, PinnedKey.Ssh.class).stream().map(PinnedKey.Ssh::signer).toList();
  }

  private static <K extends PinnedKey> List<K> of(List<PinnedKey> keys, Class<K> kind) {
    return keys.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
