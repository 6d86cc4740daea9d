package org.keyrite.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.keyrite.crypto.Sha256;
import org.keyrite.crypto.StrongHash;
import org.keyrite.fault.Failed;
import org.keyrite.signature.Scheme;
import org.keyrite.signature.SignatureFormatException;
import org.keyrite.trust.KeyRing;
import org.keyrite.trust.Party;
import org.keyrite.trust.Pin;
import org.keyrite.trust.PinnedKey;
import org.keyrite.trust.Policy;
import org.keyrite.trust.SignatureFile;
import org.keyrite.trust.Subject;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options of {@code verify} that stand for a policy of a few lines. */
final class OneOff {
  private static final Map<String, StrongHash> SUMS =
      Map.of(
          "sha256", StrongHash.SHA_256,
          "sha384", StrongHash.SHA_384,
          "sha512", StrongHash.SHA_512,
          "blake2b", StrongHash.BLAKE2B_512);

  @Option(
      names = "--sha256",
      paramLabel = "HEX",
      description = "Without --policy: the file has this SHA-256, or another that is given.")
  private List<String> sha256 = List.of();

  @Option(
      names = "--sums",
      paramLabel = "FILE",
      description = "This list of checksums lists the files; signatures are of the list, then.")
  private Path sums;

  @Option(
      names = "--sums-kind",
      paramLabel = "KIND",
      defaultValue = "sha256",
      description = "What the list's hashes are: sha256 (the default), sha384, sha512 or blake2b.")
  private String sumsKind;

  @Option(
      names = "--signature",
      paramLabel = "FILE",
      description = "A signature file. May be repeated.")
  private List<Path> signatures = List.of();

  @Option(
      names = "--scheme",
      paramLabel = "SCHEME",
      description =
          "Whose format the signatures have: openpgp, minisign, signify or ssh. Without it: that of"
              + " the keys, where a key in the form that minisign and signify share is minisign's.")
  private String scheme;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "detached",
      description =
          "Where the signed bytes are: detached (the default: in a file of their own); in the"
              + " signature file: inline or clear-signed (openpgp), embedded (signify).")
  private String mode;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "Who may sign: the base64 of a minisign or signify key, an SSH public key or fingerprint,"
              + " a file with one of these, or a whole OpenPGP fingerprint. May be repeated.")
  private List<String> keys = List.of();

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description =
          "Where OpenPGP certificates are. They are not trusted; the fingerprints are. May be"
              + " repeated.")
  private List<Path> certificates = List.of();

  @Option(
      names = "--threshold",
      paramLabel = "N",
      description = "How many of the keys must have signed. Needed with more than one key.")
  private Integer threshold;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      defaultValue = SignatureFile.USUAL_NAMESPACE,
      description = "What an SSH signature must have been made for; 'file' without this.")
  private String namespace;

  @Option(
      names = "--allow-legacy-minisign",
      description = "Accept minisign's old kind of signature, which is over the bytes themselves.")
  private boolean legacy;

  /** A policy, and the files to hold against it. */
  record Question(Policy policy, Subject subject) {}

  boolean isUsed() {
    return !sha256.isEmpty()
        || sums != null
        || !signatures.isEmpty()
        || scheme != null
        || !keys.isEmpty()
        || !certificates.isEmpty()
        || threshold != null
        || legacy;
  }

  /**
   * What the options ask.
   *
   * @param usage makes the exception for a command line that asks nothing, or not clearly
   */
  Question question(List<Path> files, Function<String, CommandLine.ParameterException> usage)
      throws Failed {
    return new Asking(files, usage).question();
  }

  /** One reading of the options. */
  private final class Asking {
    private final List<Path> files;
    private final Function<String, CommandLine.ParameterException> usage;
    private final Map<String, Path> named = new LinkedHashMap<>();

    Asking(List<Path> files, Function<String, CommandLine.ParameterException> usage) {
      this.files = files;
      this.usage = usage;
    }

    Question question() throws Failed {
      require(
          !sha256.isEmpty() || sums != null || !signatures.isEmpty(),
          "Say what makes the files acceptable: --policy, --sha256, --sums or --signature.");
      require(
          files.size() == 1 || sums != null,
          "Several files need a list: --sums, or --policy with a folder.");
      require(
          signatures.isEmpty() == keys.isEmpty(),
          "A signature needs a --key, and a key a --signature.");
      require(sums == null || sha256.isEmpty(), "Either --sums or --sha256 says the hash.");
      Set<String> asked = new LinkedHashSet<>();
      for (Path file : files) {
        asked.add(name(file));
      }
      List<PinnedKey> pinned = OneOffKeys.read(keys, certificates, scheme(), usage);
      List<Party.Signer> signers = signers(pinned);
      List<Policy.Artifact> artifacts = artifacts(asked, pinned, required(signers));
      try {
        Policy policy =
            new Policy(Optional.empty(), List.of(), signers, artifacts, KeyRing.of(pinned));
        return new Question(policy, Subject.of(policy, named, asked));
      } catch (SignatureFormatException e) {
        throw usage.apply("A certificate " + e.getMessage() + ".");
      }
    }

    private void require(boolean fact, String sentence) {
      if (!fact) {
        throw usage.apply(sentence);
      }
    }

    /** The name that stands for a path in the receipt. */
    private String name(Path file) {
      Path last = file.getFileName();
      require(
          last != null && !Files.isDirectory(file),
          "A folder needs --policy: " + file + " is one.");
      Path other = named.put(last.toString(), file);
      require(other == null, "Two files have the name " + last + ": verify them one by one.");
      return last.toString();
    }

    private Optional<Scheme> scheme() {
      if (scheme == null) {
        return Optional.empty();
      }
      for (Scheme known : Scheme.values()) {
        if (known.word().equals(scheme)) {
          return Optional.of(known);
        }
      }
      throw usage.apply("--scheme is openpgp, minisign, signify or ssh.");
    }

    private List<Party.Signer> signers(List<PinnedKey> pinned) {
      List<Party.Signer> signers = new ArrayList<>();
      Set<String> materials = new LinkedHashSet<>();
      for (PinnedKey key : pinned) {
        require(materials.add(key.material()), "A key is given twice, and would count twice.");
        String name = pinned.size() == 1 ? "key" : "key-" + (signers.size() + 1);
        signers.add(new Party.Signer(name, List.of(key.name())));
      }
      return signers;
    }

    private List<Party> required(List<Party.Signer> signers) {
      require(
          signers.size() < 2 || threshold != null,
          "Say how many of the keys must have signed: --threshold.");
      require(
          threshold == null || (threshold >= 1 && threshold <= signers.size()),
          "--threshold is a number from 1 to the number of keys.");
      return signers.size() < 2
          ? List.copyOf(signers)
          : List.of(Party.Group.of("keys", List.copyOf(signers), threshold));
    }

    private List<Policy.Artifact> artifacts(
        Set<String> asked, List<PinnedKey> pinned, List<Party> required) {
      List<SignatureFile> files = signatureFiles(pinned);
      if (sums == null) {
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
      StrongHash kind = SUMS.get(sumsKind);
      require(kind != null, "--sums-kind is sha256, sha384, sha512 or blake2b.");
      String list = name(sums);
      List<Policy.Artifact> artifacts = new ArrayList<>();
      artifacts.add(Policy.Artifact.list(list, kind, files, required));
      asked.forEach(file -> artifacts.add(Policy.Artifact.listed(file, list)));
      return artifacts;
    }

    private Optional<Pin> pin() {
      require(sha256.stream().allMatch(Sha256::isHex), "--sha256 needs 64 digits 0-9 a-f.");
      return sha256.isEmpty() ? Optional.empty() : Optional.of(new Pin(sha256));
    }

    private List<SignatureFile> signatureFiles(List<PinnedKey> pinned) {
      if (signatures.isEmpty()) {
        return List.of();
      }
      Scheme used = pinned.getFirst().name().scheme();
      require(
          pinned.stream().allMatch(key -> key.name().scheme() == used),
          "The keys are of several schemes, which needs a --policy.");
      SignatureFile.Mode where =
          SignatureFile.Mode.of(used).stream()
              .filter(known -> known.word().equals(mode))
              .findFirst()
              .orElseThrow(
                  () -> usage.apply("--mode " + mode + " is no mode of " + used.word() + "."));
      require(!legacy || used == Scheme.MINISIGN, "--allow-legacy-minisign is for minisign.");
      require(
          where == SignatureFile.Mode.DETACHED || signatures.size() == 1,
          "A signature file that holds its file must be the only one.");
      String purpose = used == Scheme.SSH ? namespace : "";
      return signatures.stream()
          .map(file -> new SignatureFile(name(file), used, where, legacy, purpose))
          .toList();
    }
  }
}
