package org.keyrite.trust;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.signature.Finding;

/**
 * The answer to whether files are acceptable, with everything that it rests on.
 *
 * @param policy what the files were held against
 * @param moment the moment that it is about
 * @param artifacts each file that was asked for, and the lists that those need, in the policy's
 *     order
 * @param listed how many further files were judged by a list alone
 * @param unadmitted the names of what else was found, which nothing in the policy admits
 */
public record Verdict(
    Policy policy, Moment moment, List<Judged> artifacts, int listed, List<String> unadmitted) {
  public Verdict {
    artifacts = List.copyOf(artifacts);
    unadmitted = List.copyOf(unadmitted);
  }

  /**
   * An artifact that was judged.
   *
   * @param bytes its size; 0 if it could not be had
   * @param hashes its hashes, in hex; empty if it could not be had
   * @param conditions everything that must hold, in the order in which it was looked at
   * @param signatures every signature that was found in its signature files
   */
  public record Judged(
      Policy.Artifact artifact,
      long bytes,
      Map<StrongHash, String> hashes,
      List<Condition> conditions,
      List<SignatureSeen> signatures) {
    public Judged {
      conditions = List.copyOf(conditions);
      signatures = List.copyOf(signatures);
    }

    /** Whether every condition holds. */
    public boolean admitted() {
      return conditions.stream().allMatch(Condition::met);
    }
  }

  /**
   * A signature that was found.
   *
   * @param file where
   * @param fileSha256 the hash of that file
   * @param signer whose pinned key it names
   * @param finding what it is
   * @param discount why it counts for nothing although it is good; empty if it counts, or is not
   *     good
   */
  public record SignatureSeen(
      SignatureFile file,
      String fileSha256,
      Optional<Party.Signer> signer,
      Finding finding,
      Optional<Discount> discount) {
    /** Whether it counts. */
    public boolean counts() {
      return finding instanceof Finding.Good && discount.isEmpty();
    }
  }

  /**
   * Why a good signature counts for nothing.
   *
   * @param word for programs
   * @param sentence for people
   */
  public record Discount(String word, String sentence) {}

  /** Whether every artifact is admitted, of which there is at least one, and there is no more. */
  public boolean isYes() {
    return !artifacts.isEmpty()
        && unadmitted.isEmpty()
        && artifacts.stream().allMatch(Judged::admitted);
  }

  /** Why the answer is no: the first condition that does not hold, as a sentence. */
  public Optional<String> whyNot() {
    Stream<String> failed =
        artifacts.stream()
            .flatMap(
                judged ->
                    judged.conditions().stream()
                        .filter(condition -> !condition.met())
                        .map(
                            condition ->
                                no(
                                    judged.artifact().file(),
                                    condition.clause() + evidence(judged, condition))));
    Stream<String> others =
        unadmitted.stream().map(name -> no(name, "nothing in the policy admits it"));
    return Stream.concat(failed, others).findFirst();
  }

  /** Where no signature file is there at all, that is the reason; of files, the first one is. */
  private static String evidence(Judged judged, Condition condition) {
    if (condition.kind() == Condition.Kind.FILES && !condition.parts().isEmpty()) {
      return ": " + condition.parts().getFirst().clause();
    }
    List<Condition> missing =
        condition.parts().stream()
            .filter(part -> part.kind() == Condition.Kind.SIGNATURE_FILE)
            .toList();
    int files = judged.artifact().signatures().size();
    if (missing.isEmpty() || missing.size() < files) {
      return "";
    }
    return ": "
        + (files == 1
            ? missing.getFirst().clause()
            : "none of its " + files + " signature files is there");
  }

  private static String no(String file, String clause) {
    return file + " is not admitted: " + clause + ".";
  }
}
