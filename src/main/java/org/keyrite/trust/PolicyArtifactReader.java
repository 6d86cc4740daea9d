package org.keyrite.trust;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.keyrite.checksum.PlainName;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.signature.KeyName;
import org.keyrite.signature.Scheme;
import org.keyrite.yaml.YamlException;
import org.keyrite.yaml.YamlValue;

/** Reads a policy's {@code artifacts}. */
final class PolicyArtifactReader {
  private static final int MOST_ARTIFACTS = 4096;

  /** Whoever judges a file judges its list first, and that one's list before it. */
  private static final int MOST_DEPTH = 16;

  /** What a list can be said to hold. It is said, and not guessed from the list. */
  private static final Map<String, StrongHash> LIST_KINDS =
      new TreeMap<>(
          Map.of(
              "sha256", StrongHash.SHA_256,
              "sha384", StrongHash.SHA_384,
              "sha512", StrongHash.SHA_512,
              "blake2b", StrongHash.BLAKE2B_512));

  private final Parties parties;
  private final boolean ofOptions;
  private final Map<String, YamlValue> files = new LinkedHashMap<>();
  private final Map<String, Policy.Artifact> artifacts = new LinkedHashMap<>();
  private final Map<String, YamlValue> listedIn = new LinkedHashMap<>();

  /**
   * Prepares to read.
   *
   * @param ofOptions whether options say it all: their signature files may be anywhere, nobody says
   *     a version, and whoever names a list without a signature vouches for it
   */
  PolicyArtifactReader(Parties parties, boolean ofOptions) {
    this.parties = parties;
    this.ofOptions = ofOptions;
  }

  List<Policy.Artifact> read(YamlValue list) throws YamlException {
    for (YamlValue entry : list.elements()) {
      if (artifacts.size() == MOST_ARTIFACTS) {
        throw entry.error("there are more than " + MOST_ARTIFACTS + " artifacts");
      }
      Policy.Artifact artifact = artifact(entry);
      artifacts.put(artifact.file(), artifact);
    }
    for (Map.Entry<String, YamlValue> link : listedIn.entrySet()) {
      requireList(link.getKey(), link.getValue());
    }
    return List.copyOf(artifacts.values());
  }

  private Policy.Artifact artifact(YamlValue entry) throws YamlException {
    YamlValue.Fields fields =
        entry.fields(
            "file",
            "version",
            "sha256",
            "signatures",
            "required",
            "not-before",
            "listed-in",
            "lists",
            "files");
    String file = newFile(fields.required("file"));
    String version = ofOptions ? "" : FixedVersion.read(fields.required("version"));
    Optional<YamlValue> hashes = fields.optional("sha256");
    Optional<Pin> pin = hashes.isEmpty() ? Optional.empty() : Optional.of(Pin.read(hashes.get()));
    List<SignatureFile> signatures =
        new SignatureFileReader(ofOptions).read(fields.optional("signatures"), file);
    List<Party> required = required(fields, signatures);
    Optional<LocalDate> notBefore = notBefore(fields.optional("not-before"), signatures);
    Optional<YamlValue> link = fields.optional("listed-in");
    if (link.isPresent()) {
      listedIn.put(file, link.get());
    }
    if (pin.isEmpty() && signatures.isEmpty() && link.isEmpty() && !given(fields)) {
      throw entry.error(
          "nothing makes '" + file + "' acceptable: add 'sha256', 'listed-in' or 'signatures'");
    }
    return new Policy.Artifact(
        file,
        version,
        pin,
        signatures,
        required,
        notBefore,
        link.isPresent() ? Optional.of(link.get().text()) : Optional.empty(),
        lists(fields));
  }

  /** Whoever names a list in an option, rather than in a policy, vouches for it. */
  private boolean given(YamlValue.Fields fields) {
    return ofOptions && fields.optional("lists").isPresent();
  }

  /** Some file systems tell neither case nor spellings apart, so two such names may be one file. */
  private String newFile(YamlValue value) throws YamlException {
    String file = FileName.read(value);
    YamlValue other = files.put(PlainName.folded(file), value);
    if (other != null) {
      throw value.error("'" + other.text() + "' is here already");
    }
    return file;
  }

  private List<Party> required(YamlValue.Fields fields, List<SignatureFile> signatures)
      throws YamlException {
    if (signatures.isEmpty()) {
      if (fields.optional("required").isPresent()) {
        throw fields.required("required").error("there are no 'signatures' to meet this");
      }
      return List.of();
    }
    List<YamlValue> places = fields.required("required").elements();
    List<Party> required = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlValue place : places) {
      if (!names.add(place.text())) {
        throw place.error("'" + place.text() + "' is here twice");
      }
      Party party = parties.require(place);
      required.add(party);
      requireReachable(place, party, signatures);
    }
    Parties.requireDistinct(places, required);
    return required;
  }

  /** A threshold that no set of signatures can meet would be found out on the wrong day. */
  private static void requireReachable(YamlValue place, Party party, List<SignatureFile> signatures)
      throws YamlException {
    List<Scheme> schemes = signatures.stream().map(SignatureFile::scheme).toList();
    Set<Party.Signer> able = new HashSet<>();
    for (Party.Signer signer : party.signers()) {
      if (signer.keys().stream().map(KeyName::scheme).anyMatch(schemes::contains)) {
        able.add(signer);
      }
    }
    if (!new Quorum(able).has(party)) {
      throw place.error(
          "'"
              + party.name()
              + "' can never be met: too few of its signers have a key for these signatures");
    }
  }

  private static Optional<LocalDate> notBefore(
      Optional<YamlValue> value, List<SignatureFile> signatures) throws YamlException {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (signatures.isEmpty()) {
      throw value.get().error("there are no 'signatures' whose dates could be looked at");
    }
    for (SignatureFile signature : signatures) {
      if (signature.scheme() == Scheme.SIGNIFY || signature.scheme() == Scheme.SSH) {
        throw value
            .get()
            .error(
                "a signature of " + signature.scheme().word() + " does not say when it was made");
      }
    }
    return Optional.of(SignerReader.date(value.get()));
  }

  private static Optional<Policy.Lists> lists(YamlValue.Fields fields) throws YamlException {
    Optional<YamlValue> value = fields.optional("lists");
    Optional<YamlValue> files = fields.optional("files");
    if (value.isEmpty()) {
      if (files.isPresent()) {
        throw files.get().error("it is about the files of a list, and there is no 'lists'");
      }
      return Optional.empty();
    }
    StrongHash kind = LIST_KINDS.get(value.get().text());
    if (kind == null) {
      throw value.get().error("expected one of these: " + String.join(", ", LIST_KINDS.keySet()));
    }
    return Optional.of(
        new Policy.Lists(kind, files.isPresent() ? files(files.get()) : Policy.Files.NAMED));
  }

  private static Policy.Files files(YamlValue word) throws YamlException {
    for (Policy.Files files : Policy.Files.values()) {
      if (files.word().equals(word.text())) {
        return files;
      }
    }
    throw word.error("expected 'named' (as without this), 'all' or 'present'");
  }

  /** Follows a list's own lists: each must be one, and the last is accepted for what it is. */
  private void requireList(String file, YamlValue place) throws YamlException {
    Policy.Artifact list = artifacts.get(place.text());
    if (list == null) {
      throw place.error("there is no artifact '" + place.text() + "'");
    }
    if (list.lists().isEmpty()) {
      throw place.error("'" + place.text() + "' is not a list: it has no 'lists'");
    }
    Set<String> path = new HashSet<>(Set.of(file));
    for (Optional<String> next = Optional.of(list.file());
        next.isPresent();
        next = artifacts.get(next.get()).listedIn()) {
      if (!path.add(next.get())) {
        throw place.error("the lists go in a circle, through '" + next.get() + "'");
      }
      if (path.size() > 1 + MOST_DEPTH) {
        throw place.error("lists are nested more than " + MOST_DEPTH + " deep");
      }
    }
  }
}
