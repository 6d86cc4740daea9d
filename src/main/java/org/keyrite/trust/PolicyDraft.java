package org.keyrite.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Reason;
import org.keyrite.files.BoundedFile;
import org.keyrite.os.RegularFile;
import org.keyrite.signature.Finding;
import org.keyrite.signature.Scheme;
import org.keyrite.yaml.YamlException;
import org.keyrite.yaml.YamlValue;

/**
 * A policy that a release would meet, made of its signatures and of keys to try: who has signed it,
 * and with which keys.
 *
 * <p>It proves nothing. The keys may come from whoever made the release up; only a person who
 * compares their fingerprints with what the owners publish elsewhere makes a policy of it.
 */
public final class PolicyDraft {
  private static final int MOST_SIGNATURE_BYTES = 64 << 20;

  /** Without these, nobody can have signed. */
  private static final Set<Condition.Kind> UNUSABLE =
      Set.of(Condition.Kind.FILE, Condition.Kind.LIST, Condition.Kind.SIGNATURE_FILE);

  private final Path signed;
  private final List<SignatureFile> signatures;
  private final Map<String, Path> named;
  private final Optional<String> lists;

  private PolicyDraft(
      Path signed,
      List<SignatureFile> signatures,
      Map<String, Path> named,
      Optional<String> lists) {
    this.signed = signed;
    this.signatures = signatures;
    this.named = named;
    this.lists = lists;
  }

  /**
   * Somebody whose key was tried.
   *
   * @param found the key
   * @param good the signature that counts, if there is one
   * @param voids why others do not, one sentence each
   */
  record Signatory(FoundKeys.Found found, Optional<Finding.Good> good, Set<String> voids) {}

  /**
   * Tries the keys.
   *
   * @param signed the file that was signed
   * @param lists if it is a list of checksums: the word for its kind
   * @param places files with keys, and folders of them
   * @return the text of a policy
   * @throws Denied when nobody has signed the file with one of these keys
   * @throws Failed when something cannot be read, or is no signature
   */
  public static String of(
      Path signed,
      Optional<String> lists,
      List<Path> signatures,
      List<Path> places,
      String version,
      Moment moment)
      throws Denied, Failed {
    Map<String, Path> named = new LinkedHashMap<>();
    named.put(signed.getFileName().toString(), signed);
    List<SignatureFile> files = new ArrayList<>();
    for (Path file : signatures) {
      SignatureFile known = signatureFile(file);
      if (named.put(known.file(), file) != null) {
        throw new Failed(
            "Two files have the name " + known.file() + ".",
            "A policy tells files by their names.");
      }
      files.add(known);
    }
    PolicyDraft draft = new PolicyDraft(signed, files, named, lists);
    Set<Scheme> schemes = files.stream().map(SignatureFile::scheme).collect(Collectors.toSet());
    FoundKeys keys = new FoundKeys(schemes);
    for (Path place : places) {
      keys.read(place);
    }
    if (keys.found().isEmpty()) {
      throw new Failed(
          "There is no key for these signatures in what --keys names.",
          "Name files with public keys, or a folder of them.");
    }
    Policy tried = draft.policy(keys.found());
    List<Signatory> signatories = draft.signatories(tried, keys.found(), moment);
    String text =
        new PolicyText(signed.getFileName().toString(), files, lists, version, moment)
            .of(signatories, keys.passedOver(), tried.keys());
    try {
      PolicyReader.read(text);
      return text;
    } catch (YamlException e) {
      throw new Failed(
          "The draft is no policy: " + e.getMessage() + ".", "Check the names of the files.", e);
    }
  }

  /** What a signature file seems to be; whoever reviews the draft sees it. */
  private static SignatureFile signatureFile(Path file) throws Failed {
    byte[] bytes;
    try (InputStream in = RegularFile.open(file)) {
      bytes = BoundedFile.bytes(in, MOST_SIGNATURE_BYTES);
    } catch (IOException e) {
      throw new Failed(
          file + " cannot be read: " + Reason.of(e) + ".", "Name the signature's file.", e);
    }
    Scheme scheme =
        Appearance.of(bytes)
            .orElseThrow(
                () ->
                    new Failed(
                        file + " is not a signature that keyrite knows.",
                        "Name files of OpenPGP, minisign, signify or SSH."));
    String name = file.getFileName().toString();
    String namespace = scheme == Scheme.SSH ? SignatureFile.USUAL_NAMESPACE : "";
    return new SignatureFile(name, scheme, Appearance.mode(scheme, bytes), false, false, namespace);
  }

  /** Everybody whose key was found may have signed: then the verdict says who has. */
  private Policy policy(List<FoundKeys.Found> keys) throws Failed {
    Map<String, List<Object>> owners = new LinkedHashMap<>();
    for (FoundKeys.Found key : keys) {
      owners.computeIfAbsent(key.signer(), _ -> new ArrayList<>()).add(key.said());
    }
    List<Object> signers = new ArrayList<>();
    owners.forEach((name, said) -> signers.add(Map.of("name", name, "keys", said)));
    Map<String, Object> artifact = new LinkedHashMap<>();
    artifact.put("file", signed.getFileName().toString());
    artifact.put("signatures", signatures.stream().map(PolicyDraft::said).toList());
    artifact.put("required", List.of(PolicyText.GROUP));
    lists.ifPresent(kind -> artifact.put("lists", kind));
    List<String> names = List.copyOf(owners.keySet());
    Map<String, Object> group =
        Map.of("name", PolicyText.GROUP, "members", names, "threshold", "any");
    try {
      return PolicyReader.ofOptions(
          YamlValue.of(
              Map.of(
                  "signers", signers, "groups", List.of(group), "artifacts", List.of(artifact))));
    } catch (YamlException e) {
      throw new Failed(
          "These keys do not make a policy: " + e.getMessage() + ".",
          "Leave the key out, or name fewer.",
          e);
    }
  }

  /** As a policy says it. */
  static Map<String, Object> said(SignatureFile file) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("file", file.file());
    said.put("scheme", file.scheme().word());
    if (file.holdsItsFile()) {
      said.put("mode", file.mode().word());
    }
    return said;
  }

  private List<Signatory> signatories(Policy policy, List<FoundKeys.Found> keys, Moment moment)
      throws Denied, Failed {
    String name = signed.getFileName().toString();
    Verdict verdict = Verification.verify(policy, Subject.of(policy, named, Set.of(name)), moment);
    Verdict.Judged judged = verdict.artifacts().getFirst();
    for (Condition condition : judged.conditions()) {
      if (!condition.met() && UNUSABLE.contains(condition.kind())) {
        throw new Failed(
            "There is nothing to draft: "
                + condition.clause().replaceFirst("^it ", name + " ")
                + ".",
            "Check which file is signed, and what its signatures are.");
      }
    }
    List<Signatory> signatories = new ArrayList<>();
    for (FoundKeys.Found key : keys) {
      Optional<Finding.Good> good = Optional.empty();
      Set<String> voids = new LinkedHashSet<>();
      for (Verdict.SignatureSeen seen : judged.signatures()) {
        switch (seen.finding()) {
          case Finding.Good one when one.key().equals(key.key()) -> {
            seen.discount().ifPresent(discount -> voids.add(discount.sentence()));
            good = seen.counts() ? Optional.of(one) : good;
          }
          case Finding.Rejected one when one.key().equals(Optional.of(key.key())) ->
              voids.add(one.sentence());
          default -> {
            // Another key's.
          }
        }
      }
      signatories.add(new Signatory(key, good, voids));
    }
    if (signatories.stream().noneMatch(one -> one.good().isPresent())) {
      throw new Denied(
          signatories.stream()
              .flatMap(one -> one.voids().stream().map(why -> one.found().signer() + ": " + why))
              .findFirst()
              .map(why -> "No signature counts. " + why)
              .orElse(name + " is not signed with any of the keys that were found."),
          "Check which release, keys and signatures belong together.");
    }
    return signatories;
  }
}
