package org.keyrite.trust;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.keyrite.crypto.SshPublicKey;
import org.keyrite.openpgp.CertificateReader;
import org.keyrite.openpgp.Certificates;
import org.keyrite.signature.KeyName;
import org.keyrite.signature.Minisign;
import org.keyrite.signature.NumberedKey;
import org.keyrite.signature.Scheme;
import org.keyrite.signature.SignatureFormatException;
import org.keyrite.signature.Signify;
import org.keyrite.signature.SshSigner;

/** A key that a policy pins: in full, or, where a certificate comes with it, by its fingerprint. */
public sealed interface PinnedKey {
  /** Bytes of an Ed25519 key. */
  int ED25519_LENGTH = 32;

  /** What findings call it. */
  KeyName name();

  /** The same for two keys that are one, whatever scheme they are written down for. */
  String material();

  /** A key of minisign or of signify. */
  record Numbered(NumberedKey key) implements PinnedKey {
    @Override
    public KeyName name() {
      return key.name();
    }

    /** Without the number, which anybody can choose: the fingerprint that it has as an SSH key. */
    @Override
    public String material() {
      byte[] bytes = Base64.getDecoder().decode(key.name().fingerprint());
      byte[] point = Arrays.copyOfRange(bytes, bytes.length - ED25519_LENGTH, bytes.length);
      return SshPublicKey.of("ssh-ed25519", point).fingerprint();
    }
  }

  /** A key of SSH, and when it is valid. */
  record Ssh(SshSigner signer) implements PinnedKey {
    @Override
    public KeyName name() {
      return signer.name();
    }

    @Override
    public String material() {
      return signer.fingerprint();
    }
  }

  /**
   * A key of OpenPGP.
   *
   * @param files where the certificate is, perhaps in several copies; a revocation in any of them
   *     counts
   */
  record OpenPgp(KeyName name, List<byte[]> files) implements PinnedKey {
    @Override
    public String material() {
      return name.toString();
    }
  }

  /** Reads a key of minisign, in base64. */
  static PinnedKey minisign(String text) throws SignatureFormatException {
    return new Numbered(Minisign.key(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Reads a key of signify, in base64. */
  static PinnedKey signify(String text) throws SignatureFormatException {
    return new Numbered(Signify.key(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Finds a certificate by its fingerprint.
   *
   * @param fingerprint the whole one, with or without blanks
   * @param files at least one of them holds the certificate, perhaps among others
   */
  static PinnedKey openPgp(String fingerprint, List<byte[]> files) throws SignatureFormatException {
    String whole = fingerprint.replaceAll("[ \t]", "").toUpperCase(Locale.ROOT);
    if (!Certificates.isFingerprint(whole)) {
      throw new SignatureFormatException("is no whole fingerprint: 40 or 64 hex digits");
    }
    CertificateReader reader = new CertificateReader(Set.of(whole));
    for (byte[] file : files) {
      KeyRing.read(reader, file);
    }
    if (reader.certificates().fingerprints().isEmpty()) {
      throw new SignatureFormatException("is not in the file that should hold its certificate");
    }
    return new OpenPgp(new KeyName(Scheme.OPENPGP, whole), List.copyOf(files));
  }

  /**
   * Reads a key of SSH: the line of its {@code .pub} file, or its fingerprint as {@code ssh-keygen
   * -l} shows it.
   *
   * @param from the first moment at which it is valid, if there is one
   * @param to the last moment, if there is one
   */
  static PinnedKey ssh(String text, Optional<Instant> from, Optional<Instant> to)
      throws SignatureFormatException {
    SshSigner key =
        text.startsWith("SHA256:")
            ? SshSigner.pinned(text)
            : SshSigner.parse(text.getBytes(StandardCharsets.UTF_8));
    return new Ssh(
        new SshSigner(
            key.fingerprint(),
            key.namespaces(),
            from,
            to,
            key.touchRequired(),
            key.userCheckRequired()));
  }
}
