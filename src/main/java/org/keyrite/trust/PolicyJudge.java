package org.keyrite.trust;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.signature.Finding;
import org.keyrite.signature.Rejection;
import org.keyrite.trust.Condition.Kind;
import org.keyrite.trust.Verdict.Discount;
import org.keyrite.trust.Verdict.Judged;
import org.keyrite.trust.Verdict.SignatureSeen;

/**
 * Holds what was found against the policy. It reads nothing and knows no clock: the same findings
 * give the same verdict.
 *
 * <p>A signature that is not good counts for nothing, and that is all, with one exception: if it
 * names a pinned key and is not of these bytes, the artifact is not admitted, however many others
 * are good. Somebody who was trusted has signed something else under this name, or the file was
 * changed. Whoever could add such a signature could as well remove the good ones. A group that has
 * enough others can tolerate it, if the policy says so.
 */
final class PolicyJudge {
  private final Policy policy;
  private final Map<String, Examined> examined;
  private final Map<String, ListedFiles.Outcome> listed;
  private final Map<String, Judged> judged = new HashMap<>();

  private PolicyJudge(
      Policy policy, Map<String, Examined> examined, Map<String, ListedFiles.Outcome> listed) {
    this.policy = policy;
    this.examined = examined;
    this.listed = listed;
  }

  /**
   * Judges.
   *
   * @param examined what was found of each artifact that is asked for, and of the lists it needs
   * @param listed what became of the files of a list, where the policy asks for them all
   * @param unadmitted what else was found
   */
  static Verdict judge(
      Policy policy,
      Map<String, Examined> examined,
      Map<String, ListedFiles.Outcome> listed,
      List<String> unadmitted,
      Moment moment) {
    PolicyJudge judge = new PolicyJudge(policy, examined, listed);
    List<Judged> artifacts =
        policy.artifacts().stream()
            .filter(artifact -> examined.containsKey(artifact.file()))
            .map(judge::judged)
            .toList();
    int files =
        listed.values().stream()
            .flatMap(outcome -> outcome.names().stream())
            .filter(name -> !examined.containsKey(name))
            .collect(Collectors.toSet())
            .size();
    return new Verdict(policy, moment, artifacts, files, unadmitted);
  }

  private Judged judged(Policy.Artifact artifact) {
    Judged known = judged.get(artifact.file());
    if (known == null) {
      known =
          switch (examined.get(artifact.file())) {
            case Examined.Absent absent -> judged(artifact, absent);
            case Examined.Present present -> judged(artifact, present);
          };
      judged.put(artifact.file(), known);
    }
    return known;
  }

  private Judged judged(Policy.Artifact artifact, Examined.Absent absent) {
    List<Condition> conditions = new ArrayList<>();
    // What is wrong with the signature file is why nothing can be had out of it.
    conditions.addAll(files(absent.signatures()));
    conditions.add(
        new Condition(Kind.FILE, false, "it " + absent.clause(), missing(absent.signatures())));
    return new Judged(artifact, 0, Map.of(), conditions, seen(artifact, absent.signatures()));
  }

  private Judged judged(Policy.Artifact artifact, Examined.Present present) {
    List<Condition> conditions = new ArrayList<>();
    artifact.pin().ifPresent(pin -> conditions.add(pinned(pin, present)));
    artifact.listedIn().ifPresent(list -> conditions.add(listed(artifact, list, present)));
    if (artifact.isGiven()) {
      conditions.add(new Condition(Kind.GIVEN, true, "it is accepted unverified, on your word"));
    }
    present.listing().ifPresent(listing -> conditions.add(ListConditions.of(listing)));
    if (listed.containsKey(artifact.file())) {
      conditions.add(ListConditions.of(listed.get(artifact.file())));
    }
    conditions.addAll(files(present.signatures()));
    List<SignatureSeen> seen = seen(artifact, present.signatures());
    Set<Party.Signer> signers = new LinkedHashSet<>();
    seen.stream()
        .filter(SignatureSeen::counts)
        .forEach(signature -> signature.signer().ifPresent(signers::add));
    Quorum quorum = new Quorum(signers);
    seen.stream()
        .filter(PolicyJudge::contradicts)
        .forEach(signature -> conditions.add(contradiction(artifact, signature, quorum)));
    List<Condition> missing = missing(present.signatures());
    Signed signed = new Signed(quorum, voids(seen));
    artifact.required().forEach(party -> conditions.add(signed.by(party, missing)));
    return new Judged(artifact, present.bytes(), present.hashes(), conditions, seen);
  }

  /** Of everybody who signed in vain: why, without a full stop. */
  private static Map<Party.Signer, String> voids(List<SignatureSeen> seen) {
    Map<Party.Signer, String> voids = new LinkedHashMap<>();
    for (SignatureSeen signature : seen) {
      Optional<String> sentence =
          signature.finding() instanceof Finding.Rejected rejected
              ? Optional.of(rejected.sentence())
              : signature.discount().map(Discount::sentence);
      if (signature.signer().isPresent() && sentence.isPresent()) {
        voids.putIfAbsent(signature.signer().get(), withoutStop(sentence.get()));
      }
    }
    return voids;
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private static List<Condition> files(List<Examined.Signatures> files) {
    return files.stream()
        .filter(Examined.NoSignatures.class::isInstance)
        .map(Examined.NoSignatures.class::cast)
        .map(
            none ->
                new Condition(Kind.SIGNATURE_FILE, false, none.file().file() + " " + none.clause()))
        .toList();
  }

  /** The signature files that are not there, which explains, and is no fault by itself. */
  private static List<Condition> missing(List<Examined.Signatures> files) {
    return files.stream()
        .filter(Examined.NoFile.class::isInstance)
        .map(
            none -> new Condition(Kind.SIGNATURE_FILE, false, none.file().file() + " is not there"))
        .toList();
  }

  private List<SignatureSeen> seen(Policy.Artifact artifact, List<Examined.Signatures> signatures) {
    List<SignatureSeen> seen = new ArrayList<>();
    for (Examined.Signatures file : signatures) {
      if (file instanceof Examined.Checked checked) {
        checked.findings().forEach(finding -> seen.add(seen(artifact, checked, finding)));
      }
    }
    return seen;
  }

  private static Condition pinned(Pin pin, Examined.Present present) {
    boolean met = pin.hashes().contains(present.sha256());
    return new Condition(
        Kind.HASH,
        met,
        met ? "it has the required SHA-256" : "it does not have the required SHA-256");
  }

  private Condition listed(Policy.Artifact artifact, String name, Examined.Present present) {
    Policy.Artifact list = policy.artifact(name).orElseThrow();
    if (!judged(list).admitted()) {
      return new Condition(Kind.LISTED, false, name + ", which has to list it, is not admitted");
    }
    // It is admitted, so it is there, and is the list that the policy says it is.
    Examined.Present admitted = (Examined.Present) examined.get(name);
    Examined.Listed lines = (Examined.Listed) admitted.listing().orElseThrow();
    StrongHash algorithm = list.lists().orElseThrow().algorithm();
    String hash = lines.list().hashes().get(artifact.file());
    if (hash == null) {
      return new Condition(
          Kind.LISTED,
          false,
          name
              + " does not list it"
              + lines.list().hashes().keySet().stream()
                  .filter(other -> other.endsWith("/" + artifact.file()))
                  .findFirst()
                  .map(other -> ", but " + other + ": name the folder that the list is for")
                  .orElse(""));
    }
    boolean met = hash.equals(present.hashes().get(algorithm));
    return new Condition(
        Kind.LISTED,
        met,
        name + " lists " + (met ? "its " + algorithm : "another " + algorithm + " for it"));
  }

  private SignatureSeen seen(Policy.Artifact artifact, Examined.Checked checked, Finding finding) {
    Optional<Party.Signer> signer =
        switch (finding) {
          case Finding.Good good -> policy.signer(good.key());
          case Finding.Rejected rejected -> rejected.key().flatMap(policy::signer);
        };
    return new SignatureSeen(
        checked.file(),
        checked.sha256(),
        signer,
        finding,
        finding instanceof Finding.Good good
            ? discount(artifact, checked.file(), good)
            : Optional.empty());
  }

  private static Optional<Discount> discount(
      Policy.Artifact artifact, SignatureFile file, Finding.Good good) {
    Optional<String> name = good.file().map(PolicyJudge::withoutFolder);
    if (name.isPresent() && !file.anyName() && !name.get().equals(artifact.file())) {
      return Optional.of(
          new Discount("other-name", "It was made for a file called " + name.get() + "."));
    }
    return tooOld(artifact, good).map(sentence -> new Discount("too-old", sentence));
  }

  private static String withoutFolder(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** No rollback: what was signed before the earliest date is an earlier release. */
  private static Optional<String> tooOld(Policy.Artifact artifact, Finding.Good good) {
    if (artifact.notBefore().isEmpty()) {
      return Optional.empty();
    }
    LocalDate earliest = artifact.notBefore().get();
    if (good.made().isEmpty()) {
      return Optional.of("It does not say when it was made.");
    }
    return good.made().get().isBefore(earliest.atStartOfDay(ZoneOffset.UTC).toInstant())
        ? Optional.of("It was made before " + earliest + ".")
        : Optional.empty();
  }

  private static boolean contradicts(SignatureSeen signature) {
    return signature.signer().isPresent()
        && signature.finding() instanceof Finding.Rejected rejected
        && rejected.rejection() == Rejection.NOT_THESE_BYTES;
  }

  private static Condition contradiction(
      Policy.Artifact artifact, SignatureSeen signature, Quorum quorum) {
    Party.Signer signer = signature.signer().orElseThrow();
    String clause =
        "the signature of "
            + signer.name()
            + " in "
            + signature.file().file()
            + " is not of these bytes";
    Set<String> tolerant = new LinkedHashSet<>();
    artifact
        .required()
        .forEach(party -> tolerant(party, signer, quorum, new HashSet<>(), tolerant));
    return new Condition(
        Kind.CONTRADICTION,
        !tolerant.isEmpty(),
        tolerant.isEmpty()
            ? clause
            : clause
                + "; "
                + String.join(", ", tolerant)
                + " tolerates that, since enough others signed");
  }

  /** The groups that can do without this member, and say so. Each is looked at once. */
  private static void tolerant(
      Party party, Party.Signer signer, Quorum quorum, Set<String> known, Set<String> tolerant) {
    if (party instanceof Party.Group group
        && known.add(group.name())
        && group.signers().contains(signer)
        && quorum.has(group)) {
      if (group.tolerant()) {
        tolerant.add(group.name());
      }
      group.members().forEach(member -> tolerant(member, signer, quorum, known, tolerant));
    }
  }
}
