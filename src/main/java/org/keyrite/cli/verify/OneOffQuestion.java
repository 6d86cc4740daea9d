package org.keyrite.cli.verify;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keyrite.fault.Failed;
import org.keyrite.fault.FileProblem;
import org.keyrite.signature.Scheme;
import org.keyrite.trust.Policy;
import org.keyrite.trust.PolicyReader;
import org.keyrite.trust.SignatureFile.Mode;
import org.keyrite.trust.Subject;
import org.keyrite.yaml.YamlException;
import org.keyrite.yaml.YamlValue;
import org.keyrite.yaml.YamlValue.Said;
import picocli.CommandLine;

/**
 * What the options of {@code verify} ask: what a policy file would say, for its reader, and the
 * files to hold against it.
 */
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
    requireQuestion();
    requireNothingIdle();
    requireNoEvidence();
    Set<String> asked = new LinkedHashSet<>();
    for (Path file : isFolder() ? List.<Path>of() : files) {
      asked.add(name(file));
    }
    OneOffKeys keys = new OneOffKeys(options.certificates, scheme(), usage);
    List<OneOffKeys.Signer> signers = keys.read(options.keys);
    require(
        signers.size() < 2 || options.threshold != null,
        "Say how many of the keys must have signed: --threshold.");
    Map<String, Object> said = policy(asked, signers);
    try {
      Policy policy = PolicyReader.ofOptions(YamlValue.of(said));
      return new OneOff.Question(
          policy,
          isFolder()
              ? Subject.folder(policy, files.getFirst(), named)
              : Subject.of(policy, named, asked));
    } catch (YamlException e) {
      if (e.getCause() != null) {
        throw new Failed(e.getMessage() + ".", "Check the files that the options name.", e);
      }
      throw usage.apply(e.getMessage() + ".");
    }
  }

  /** One folder, which a list is about. */
  private boolean isFolder() {
    return options.sums != null && files.size() == 1 && Files.isDirectory(files.getFirst());
  }

  private void requireQuestion() {
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
  }

  /** An option that would change nothing was meant to change something. */
  private void requireNothingIdle() {
    require(
        options.sums != null || options.sumsKind == null,
        "--sums-kind is about the list of --sums, and there is none.");
    require(
        isFolder() || !options.ignoreMissing,
        "--ignore-missing is about a folder that a list of --sums is for.");
    boolean aboutSignatures =
        options.scheme != null
            || options.mode != null
            || options.namespace != null
            || options.threshold != null
            || options.legacy
            || options.anyName
            || !options.certificates.isEmpty()
            || !options.revocations.isEmpty();
    require(
        !options.signatures.isEmpty() || !aboutSignatures,
        "--scheme, --mode, --certificate, --revocation, --threshold, --namespace,"
            + " --allow-legacy-minisign and --any-signed-name are about a --signature, and there is"
            + " none.");
  }

  /** The shell puts everything in place of a star, and that is the list and the signatures, too. */
  private void requireNoEvidence() throws Failed {
    for (Path file : files) {
      require(
          options.sums == null || !isSame(file, options.sums),
          file + " is the list itself: name the files that it lists, one by one, and not *.");
      require(
          options.signatures.stream().noneMatch(signature -> isSame(file, signature)),
          file + " is a --signature: name the files that are signed, one by one, and not *.");
    }
    // Otherwise it is in the signature file.
    if (options.sums != null && isDetached()) {
      requireThere(options.sums, "the list of checksums");
    }
    for (Path signature : options.signatures) {
      requireThere(signature, "the signature's file");
    }
  }

  private boolean isDetached() {
    return options.mode == null || options.mode.equals(Mode.DETACHED.word());
  }

  private static boolean isSame(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  /** In a policy, one of several signature files may be missing; here, a person has named it. */
  private static void requireThere(Path file, String what) throws Failed {
    if (FileProblem.of(file).filter(FileProblem::missing).isPresent()) {
      throw new Failed("There is no file " + file + ".", "Name " + what + ".");
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
        last != null && !Files.isDirectory(file),
        "A folder needs --policy, or a list that it is alone with, --sums: " + file + " is one.");
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
    return Stream.of(Scheme.values())
        .filter(known -> known.word().equals(options.scheme))
        .findFirst()
        .or(
            () -> {
              throw usage.apply("--scheme is openpgp, minisign, signify or ssh.");
            });
  }

  private Map<String, Object> policy(Set<String> asked, List<OneOffKeys.Signer> keys) {
    Map<String, Object> policy = new LinkedHashMap<>();
    List<String> names =
        keys.size() == 1
            ? List.of("key")
            : IntStream.rangeClosed(1, keys.size()).mapToObj(number -> "key-" + number).toList();
    List<Object> signers = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      signers.add(Map.of("name", names.get(i), "keys", keys.get(i).said()));
    }
    if (!signers.isEmpty()) {
      policy.put("signers", signers);
    }
    if (!options.revocations.isEmpty()) {
      policy.put("revocations", new Said("--revocation", options.revocations));
    }
    if (options.threshold != null) {
      Said threshold = new Said("--threshold", options.threshold);
      policy.put(
          "groups", List.of(Map.of("name", "keys", "members", names, "threshold", threshold)));
    }
    policy.put(
        "artifacts", artifacts(asked, keys, options.threshold == null ? names : List.of("keys")));
    return policy;
  }

  private List<Object> artifacts(
      Set<String> asked, List<OneOffKeys.Signer> keys, List<String> required) {
    List<Object> artifacts = new ArrayList<>();
    Map<String, Object> first = new LinkedHashMap<>();
    if (options.sums == null) {
      first.put("file", new Said("FILE", asked.iterator().next()));
    } else {
      String list = name(options.sums);
      first.put("file", new Said("--sums", list));
      first.put(
          "lists", new Said("--sums-kind", Objects.requireNonNullElse(options.sumsKind, "sha256")));
      if (isFolder()) {
        first.put("files", options.ignoreMissing ? "present" : "all");
      }
      asked.forEach(
          file -> artifacts.add(Map.of("file", new Said("FILE", file), "listed-in", list)));
    }
    if (!options.sha256.isEmpty()) {
      Stream<String> hashes = options.sha256.stream().map(hash -> hash.toLowerCase(Locale.ROOT));
      first.put("sha256", new Said("--sha256", hashes.distinct().toList()));
    }
    if (!keys.isEmpty()) {
      first.put("signatures", new Said("--signature", signatures(keys)));
      first.put("required", required);
    }
    artifacts.addFirst(first);
    return artifacts;
  }

  private List<Object> signatures(List<OneOffKeys.Signer> keys) {
    Scheme scheme = keys.getFirst().scheme();
    require(
        keys.stream().allMatch(key -> key.scheme() == scheme),
        "The keys are of several schemes, which needs a --policy.");
    require(
        options.certificates.isEmpty() || scheme == Scheme.OPENPGP,
        "--certificate is for openpgp.");
    require(
        options.revocations.isEmpty() || scheme == Scheme.OPENPGP, "--revocation is for openpgp.");
    require(
        isDetached() || scheme != Scheme.MINISIGN || options.scheme != null,
        "--mode "
            + options.mode
            + " is not a mode of minisign; a key in this form is signify's only with --scheme"
            + " signify.");
    List<Object> signatures = new ArrayList<>();
    for (Path file : options.signatures) {
      Map<String, Object> signature = new LinkedHashMap<>();
      signature.put("file", signatureName(file));
      signature.put("scheme", scheme.word());
      if (options.mode != null) {
        signature.put("mode", new Said("--mode", options.mode));
      }
      if (options.namespace != null) {
        signature.put("namespace", new Said("--namespace", options.namespace));
      }
      if (options.legacy) {
        signature.put("legacy", new Said("--allow-legacy-minisign", "allowed"));
      }
      if (options.anyName) {
        signature.put("signed-name", new Said("--any-signed-name", "any"));
      }
      signatures.add(signature);
    }
    return signatures;
  }
}
