package org.keyrite.cli.verify;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.fault.Failed;
import org.keyrite.signature.Scheme;
import org.keyrite.signature.SignatureFormatException;
import org.keyrite.trust.KeyRing;
import org.keyrite.trust.ListKind;
import org.keyrite.trust.Party;
import org.keyrite.trust.Pin;
import org.keyrite.trust.PinnedKey;
import org.keyrite.trust.Policy;
import org.keyrite.trust.SignatureFile;
import org.keyrite.trust.Subject;
import picocli.CommandLine;

/** What the options of {@code verify} ask, as a policy and the files to hold against it. */
final class OneOffQuestion {
  private final OneOff options;
  private final List<Path> files;
  private final Function<String, CommandLine.ParameterException> usage;
  private final Map<String, Path> named = new LinkedHashMap<>();

  OneOffQuestion(
      OneOff options, List<Path> files, Function<String, CommandLine.ParameterException> usage) {
    this.options = options;
    this.files = files;
    this.usage = usage;
  }

  OneOff.Question read() throws Failed {
    require(
        !options.sha256.isEmpty() || options.sums != null || !options.signatures.isEmpty(),
        "Say what makes the files acceptable: --policy, --sha256, --sums or --signature.");
    require(
        files.size() == 1 || options.sums != null,
        "Several files need a list: --sums, or --policy with a folder.");
    require(
        options.signatures.isEmpty() == options.keys.isEmpty(),
        "A signature needs a --key, and a key a --signature.");
    require(
        options.sums == null || options.sha256.isEmpty(),
        "Either --sums or --sha256 says the hash.");
    OneOffRefusals.check(options, files, usage);
    Set<String> asked = new LinkedHashSet<>();
    for (Path file : files) {
      asked.add(name(file));
    }
    OneOffKeys keys = new OneOffKeys(options.certificates, scheme(), usage);
    List<PinnedKey> pinned = keys.read(options.keys);
    KeyRing ring = ring(pinned);
    List<Party.Signer> signers = signers(pinned, ring);
    List<Policy.Artifact> artifacts = artifacts(asked, pinned, required(signers));
    Policy policy = new Policy(Optional.empty(), keys.certificates(), signers, artifacts, ring);
    return new OneOff.Question(policy, Subject.of(policy, named, asked));
  }

  private static KeyRing ring(List<PinnedKey> pinned) throws Failed {
    try {
      return KeyRing.of(pinned);
    } catch (SignatureFormatException e) {
      throw new Failed(
          "A certificate " + e.getMessage() + ".", "Export the certificates again.", e);
    }
  }

  private void require(boolean fact, String sentence) {
    if (!fact) {
      throw usage.apply(sentence);
    }
  }

  /** The name that stands for a path in the receipt. */
  private String name(Path file) {
    String last = lastName(file);
    put(last, file);
    return last;
  }

  /** Each builder's signature of one list may be in a folder of the builder's, under one name. */
  private String signatureName(Path file) {
    String last = lastName(file);
    long alike = options.signatures.stream().filter(other -> lastName(other).equals(last)).count();
    String name = alike == 1 && !named.containsKey(last) ? last : file.toString();
    put(name, file);
    return name;
  }

  private String lastName(Path file) {
    Path last = file.getFileName();
    require(
        last != null && !Files.isDirectory(file), "A folder needs --policy: " + file + " is one.");
    return last.toString();
  }

  private void put(String name, Path file) {
    Path other = named.put(name, file);
    require(other == null, "Two files have the name " + name + ": verify them one by one.");
  }

  private Optional<Scheme> scheme() {
    if (options.scheme == null) {
      return Optional.empty();
    }
    for (Scheme known : Scheme.values()) {
      if (known.word().equals(options.scheme)) {
        return Optional.of(known);
      }
    }
    throw usage.apply("--scheme is openpgp, minisign, signify or ssh.");
  }

  private List<Party.Signer> signers(List<PinnedKey> pinned, KeyRing ring) {
    List<Party.Signer> signers = new ArrayList<>();
    Set<String> identities = new HashSet<>();
    for (PinnedKey key : pinned) {
      for (String identity : ring.identities(key)) {
        require(identities.add(identity), "A key is given twice, and would count twice.");
      }
      String name = pinned.size() == 1 ? "key" : "key-" + (signers.size() + 1);
      signers.add(new Party.Signer(name, List.of(key.name())));
    }
    return signers;
  }

  private List<Party> required(List<Party.Signer> signers) {
    require(
        signers.size() < 2 || options.threshold != null,
        "Say how many of the keys must have signed: --threshold.");
    require(
        options.threshold == null
            || (options.threshold >= 1 && options.threshold <= signers.size()),
        "--threshold is a number from 1 to the number of keys.");
    return signers.size() < 2
        ? List.copyOf(signers)
        : List.of(Party.Group.of("keys", List.copyOf(signers), options.threshold));
  }

  private List<Policy.Artifact> artifacts(
      Set<String> asked, List<PinnedKey> pinned, List<Party> required) {
    List<SignatureFile> files = signatureFiles(pinned);
    if (options.sums == null) {
      return List.of(
          new Policy.Artifact(
              asked.iterator().next(),
              "",
              pin(),
              files,
              required,
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }
    StrongHash kind =
        ListKind.of(Objects.requireNonNullElse(options.sumsKind, "sha256"))
            .orElseThrow(() -> usage.apply("--sums-kind is one of " + ListKind.words() + "."));
    String list = name(options.sums);
    List<Policy.Artifact> artifacts = new ArrayList<>();
    artifacts.add(Policy.Artifact.list(list, kind, files, required));
    asked.forEach(file -> artifacts.add(Policy.Artifact.listed(file, list)));
    return artifacts;
  }

  private Optional<Pin> pin() {
    List<String> hashes =
        options.sha256.stream().map(hash -> hash.toLowerCase(Locale.ROOT)).toList();
    require(hashes.stream().allMatch(Sha256::isHex), "--sha256 needs 64 digits 0-9 a-f.");
    return hashes.isEmpty() ? Optional.empty() : Optional.of(new Pin(hashes));
  }

  private List<SignatureFile> signatureFiles(List<PinnedKey> pinned) {
    if (options.signatures.isEmpty()) {
      return List.of();
    }
    Scheme used = pinned.getFirst().name().scheme();
    require(
        pinned.stream().allMatch(key -> key.name().scheme() == used),
        "The keys are of several schemes, which needs a --policy.");
    SignatureFile.Mode where = mode(used);
    require(!options.legacy || used == Scheme.MINISIGN, "--allow-legacy-minisign is for minisign.");
    require(
        options.certificates.isEmpty() || used == Scheme.OPENPGP, "--certificate is for openpgp.");
    require(
        options.namespace == null || used == Scheme.SSH,
        "--namespace is for ssh: no signature of " + used.word() + " says what it was made for.");
    require(options.namespace == null || !options.namespace.isEmpty(), "--namespace needs a name.");
    require(
        where == SignatureFile.Mode.DETACHED || options.signatures.size() == 1,
        "A signature file that holds its file must be the only one.");
    String usual = used == Scheme.SSH ? SignatureFile.USUAL_NAMESPACE : "";
    String purpose = Objects.requireNonNullElse(options.namespace, usual);
    return options.signatures.stream()
        .map(file -> new SignatureFile(signatureName(file), used, where, options.legacy, purpose))
        .toList();
  }

  private SignatureFile.Mode mode(Scheme used) {
    String word = Objects.requireNonNullElse(options.mode, SignatureFile.Mode.DETACHED.word());
    String hint =
        used == Scheme.MINISIGN && options.scheme == null
            ? "; a key in this form is signify's only with --scheme signify."
            : ".";
    return SignatureFile.Mode.of(used).stream()
        .filter(known -> known.word().equals(word))
        .findFirst()
        .orElseThrow(() -> usage.apply("--mode " + word + " is no mode of " + used.word() + hint));
  }
}
