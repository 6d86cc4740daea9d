package org.keyrite.trust;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.files.BoundedFile;
import org.keyrite.openpgp.CertificateReader;
import org.keyrite.openpgp.Certificates;
import org.keyrite.signature.KeyName;
import org.keyrite.signature.Scheme;
import org.keyrite.signature.SignatureFormatException;
import org.keyrite.yaml.YamlException;
import org.keyrite.yaml.YamlText;
import org.keyrite.yaml.YamlValue;

/** Reads a policy's {@code signers} and their keys. */
final class SignerReader {
  private static final int MOST_CERTIFICATE_BYTES = 4 << 20;

  private final Path folder;
  private final Parties parties;
  private final List<Party.Signer> signers = new ArrayList<>();
  private final List<Pinned> pinned = new ArrayList<>();
  private final List<Revoking> revoking = new ArrayList<>();
  private final Map<Path, byte[]> certificates = new LinkedHashMap<>();
  private KeyRing keys = KeyRing.none();

  /** A key, where it stands, and whose it is. */
  private record Pinned(PinnedKey key, YamlValue place, String owner) {}

  /** A file of revocations, and where it is named. */
  @SuppressWarnings("ArrayRecordComponent") // compared by no one
  private record Revoking(YamlValue place, byte[] file) {}

  /**
   * Prepares to read.
   *
   * @param folder the policy's folder, which the certificates' names start from
   */
  SignerReader(Path folder, Parties parties) {
    this.folder = folder;
    this.parties = parties;
  }

  /** Reads the lists of signers, and of files with revocations of their keys. */
  void read(Optional<YamlValue> signers, Optional<YamlValue> revocations) throws YamlException {
    if (revocations.isPresent()) {
      for (YamlValue place : places(revocations.get())) {
        byte[] file = certificate(place);
        try {
          new CertificateReader(Set.of()).read(file);
        } catch (SignatureFormatException e) {
          throw place.error("the revocation's file " + e.getMessage(), e);
        }
        revoking.add(new Revoking(place, file));
      }
    }
    if (signers.isPresent()) {
      readSigners(signers.get());
    }
    for (Revoking revocation : revoking) {
      try {
        keys.requireRevokedBy(revocation.file());
      } catch (SignatureFormatException e) {
        throw revocation.place().error("the revocation's file " + e.getMessage(), e);
      }
    }
  }

  private void readSigners(YamlValue list) throws YamlException {
    for (YamlValue entry : list.elements()) {
      YamlValue.Fields fields = entry.fields("name", "keys");
      String name = parties.newName(fields.required("name"));
      List<KeyName> names = new ArrayList<>();
      for (YamlValue value : fields.required("keys").elements()) {
        if (pinned.size() == Parties.MOST) {
          throw value.error("there are more than " + Parties.MOST + " keys");
        }
        PinnedKey key = key(value);
        if (names.contains(key.name())) {
          throw pinnedAlready(value, "this key", name);
        }
        pinned.add(new Pinned(key, value, name));
        names.add(key.name());
      }
      Party.Signer signer = new Party.Signer(name, names);
      parties.add(signer);
      signers.add(signer);
    }
    try {
      keys =
          KeyRing.of(
              pinned.stream().map(Pinned::key).toList(),
              revoking.stream().map(Revoking::file).toList());
    } catch (SignatureFormatException e) {
      throw list.error("a certificate, together with its copies, " + e.getMessage(), e);
    }
    requireOneOwnerEach();
  }

  /** One secret under two names would make two signers of one person. */
  private void requireOneOwnerEach() throws YamlException {
    Map<String, String> owners = new HashMap<>();
    for (Pinned pin : pinned) {
      for (String identity : keys.identities(pin.key())) {
        String owner = owners.putIfAbsent(identity, pin.owner());
        if (owner != null && !owner.equals(pin.owner())) {
          boolean whole = !(pin.key() instanceof PinnedKey.OpenPgp);
          throw pinnedAlready(pin.place(), whole ? "this key" : "a key of this certificate", owner);
        }
      }
    }
  }

  private static YamlException pinnedAlready(YamlValue place, String what, String owner) {
    return place.error(what + " is pinned already, for '" + owner + "'");
  }

  List<Party.Signer> signers() {
    return signers;
  }

  /** The files with certificates, in the order in which they were read. */
  List<Policy.Origin> certificates() {
    List<Policy.Origin> origins = new ArrayList<>();
    certificates.forEach((file, bytes) -> origins.add(new Policy.Origin(file, Sha256.hex(bytes))));
    return origins;
  }

  /** All their keys. */
  KeyRing keys() {
    return keys;
  }

  private PinnedKey key(YamlValue value) throws YamlException {
    Map<String, YamlValue> entries = value.entries();
    List<Scheme> schemes =
        Stream.of(Scheme.values()).filter(scheme -> entries.containsKey(scheme.word())).toList();
    if (schemes.size() != 1) {
      throw value.error("expected exactly one of openpgp, minisign, signify and ssh");
    }
    Scheme scheme = schemes.getFirst();
    YamlValue text = entries.get(scheme.word());
    try {
      return switch (scheme) {
        case OPENPGP -> openPgp(value.fields("openpgp", "certificate"));
        case MINISIGN, SIGNIFY -> {
          value.fields(scheme.word());
          yield PinnedKey.numbered(scheme, text.text());
        }
        case SSH -> ssh(value.fields("ssh", "valid-after", "valid-before"));
      };
    } catch (SignatureFormatException e) {
      throw text.error("the key " + e.getMessage());
    }
  }

  private PinnedKey openPgp(YamlValue.Fields fields)
      throws YamlException, SignatureFormatException {
    KeyName name = PinnedKey.fingerprint(fields.required("openpgp").text());
    YamlValue certificate = fields.required("certificate");
    List<byte[]> copies = new ArrayList<>();
    List<KeyName> primaries = new ArrayList<>();
    for (YamlValue place : places(certificate)) {
      byte[] copy = certificate(place);
      copies.add(copy);
      try {
        PinnedKey.primaryIn(copy, name).ifPresent(primaries::add);
        if (Certificates.areOnlyRevocationsIn(copy)) {
          revoking.add(new Revoking(place, copy));
        }
      } catch (SignatureFormatException e) {
        throw place.error("the certificate's file " + e.getMessage(), e);
      }
    }
    if (!primaries.isEmpty() && !primaries.contains(name)) {
      throw fields
          .required("openpgp")
          .error(
              "this is a subkey of the key "
                  + primaries.getFirst().fingerprint()
                  + ": pin that, and all its subkeys that sign count");
    }
    if (primaries.isEmpty()) {
      throw certificate.error(
          "the certificate of this key is not in "
              + (copies.size() == 1 ? "that file" : "these files"),
          new SignatureFormatException("holds no certificate of " + name));
    }
    return new PinnedKey.OpenPgp(name, copies);
  }

  private static List<YamlValue> places(YamlValue files) throws YamlException {
    return files.isScalar() ? List.of(files) : files.elements();
  }

  /** The bytes of a file, which is read once, however many keys are in it. */
  private byte[] certificate(YamlValue place) throws YamlException {
    Path file = folder.resolve(YamlText.path(place));
    try {
      byte[] known = certificates.get(file);
      byte[] bytes = known == null ? BoundedFile.bytes(file, MOST_CERTIFICATE_BYTES) : known;
      certificates.put(file, bytes);
      return bytes;
    } catch (IOException e) {
      throw place.error(BoundedFile.clause(file.toString(), e), e);
    }
  }

  private static PinnedKey ssh(YamlValue.Fields fields)
      throws YamlException, SignatureFormatException {
    Optional<Instant> after = moment(fields.optional("valid-after"));
    Optional<Instant> before = moment(fields.optional("valid-before"));
    if (after.isPresent() && before.isPresent() && !before.get().isAfter(after.get())) {
      throw fields.required("valid-before").error("the key ends before it begins to be valid");
    }
    return PinnedKey.ssh(YamlText.line(fields.required("ssh")), after, before);
  }

  private static Optional<Instant> moment(Optional<YamlValue> value) throws YamlException {
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(date(value.get()).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** A day, which begins at midnight in UTC. */
  static LocalDate date(YamlValue value) throws YamlException {
    try {
      return LocalDate.parse(value.text());
    } catch (DateTimeParseException e) {
      throw value.error("expected a date, such as 2026-11-22");
    }
  }
}
