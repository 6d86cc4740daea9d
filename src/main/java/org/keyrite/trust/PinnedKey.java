package org.keyrite.trust;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.keyrite.openpgp.CertificateReader;
import org.keyrite.openpgp.Certificates;
import org.keyrite.signature.KeyName;
import org.keyrite.signature.NumberedKey;
import org.keyrite.signature.Scheme;
import org.keyrite.signature.SignatureFormatException;
import org.keyrite.signature.SshSigner;

/** A key that a policy pins: in full, or, where a certificate comes with it, by its fingerprint. */
sealed interface PinnedKey {
  /** What findings call it. */
  KeyName name();

  /** A key of minisign or of signify. */
  record Numbered(NumberedKey key) implements PinnedKey {
    @Override
    public KeyName name() {
      return key.name();
    }
  }

  /** A key of SSH, and when it is valid. */
  record Ssh(SshSigner signer) implements PinnedKey {
    @Override
    public KeyName name() {
      return signer.name();
    }
  }

  /**
   * A key of OpenPGP.
   *
   * @param files where the certificate is, perhaps in several copies; a revocation in any of them
   *     counts
   */
  record OpenPgp(KeyName name, List<byte[]> files) implements PinnedKey {
    public OpenPgp {
      files = List.copyOf(files);
    }
  }

  /** Reads a key of minisign or signify, in base64. */
  static PinnedKey numbered(Scheme scheme, String text) throws SignatureFormatException {
    return new Numbered(NumberedKey.parse(scheme, text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Reads a fingerprint of OpenPGP.
   *
   * @param text the whole one, with or without blanks, and perhaps with the {@code 0x} that GnuPG
   *     can put before it
   */
  static KeyName fingerprint(String text) throws SignatureFormatException {
    String plain = text.replaceAll("[ \t]", "").toUpperCase(Locale.ROOT);
    String whole = plain.startsWith("0X") ? plain.substring(2) : plain;
    if (!Certificates.isFingerprint(whole)) {
      throw new SignatureFormatException("is not a whole fingerprint: 40 or 64 hex digits");
    }
    return new KeyName(Scheme.OPENPGP, whole);
  }

  /**
   * The primary key in whose certificate a file holds a key, which is the key itself or, for a
   * subkey, another.
   *
   * @throws SignatureFormatException when it is no file of certificates or revocations
   */
  static Optional<KeyName> primaryIn(byte[] file, KeyName key) throws SignatureFormatException {
    CertificateReader reader = new CertificateReader(Set.of(key.fingerprint()));
    reader.read(file);
    return reader.certificates().fingerprints().isEmpty()
        ? reader.primaryOf(key.fingerprint()).map(of -> new KeyName(Scheme.OPENPGP, of))
        : Optional.of(key);
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
    return new Ssh(key.during(from, to));
  }
}
