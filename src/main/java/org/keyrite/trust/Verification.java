package org.keyrite.trust;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import org.keyrite.files.NewFolder;

/** Holds files against a policy. */
public final class Verification {
  private static final String WHAT = "the verified files";

  private Verification() {}

  /**
   * Looks at the files, on all cores, and judges.
   *
   * @throws Failed when something cannot be read, so that there is no answer
   */
  public static Verdict verify(Policy policy, Subject subject, Moment moment) throws Failed {
    return verify(policy, subject, moment, Copies.NONE);
  }

  /**
   * The same, and if the answer is yes, the bytes that were looked at are in a new folder
   * afterwards: all files that were asked for, or no folder.
   *
   * @param out the folder: a name that is free, or an empty folder
   * @throws Refused when there is no place for it
   * @throws Failed when something cannot be read or written
   */
  public static Verdict verify(Policy policy, Subject subject, Moment moment, Path out)
      throws Refused, Failed {
    try (NewFolder folder = NewFolder.begin(out, WHAT)) {
      Verdict verdict = verify(policy, subject, moment, folder::create);
      if (verdict.isYes()) {
        folder.publish();
      }
      return verdict;
    } catch (IOException e) {
      throw new Failed(
          "The folder " + out + " cannot be finished: " + Reason.of(e) + ".",
          "Check the disk, or name another place with --out.",
          e);
    }
  }

  static Verdict verify(Policy policy, Subject subject, Moment moment, Copies copies)
      throws Failed {
    List<Policy.Artifact> artifacts = needed(policy, subject);
    // A list that is looked at for the sake of others was not asked for.
    Copies ofAsked =
        file ->
            subject.asked().contains(file) ? copies.create(file) : OutputStream.nullOutputStream();
    Examiner examiner = new Examiner(policy, subject, moment, ofAsked);
    Map<String, Examined> examined = examine(examiner, artifacts);
    Map<String, ListedFiles.Outcome> listed = new HashMap<>();
    for (Policy.Artifact list : artifacts) {
      if (list.admitsUnnamed()
          && examined.get(list.file()) instanceof Examined.Present present
          && present.listing().orElseThrow() instanceof Examined.Listed known) {
        listed.put(
            list.file(),
            ListedFiles.examine(subject, list, known.list().hashes(), examined, copies));
      }
    }
    Set<String> unadmitted = new LinkedHashSet<>(subject.unadmitted());
    listed.values().forEach(outcome -> outcome.names().forEach(unadmitted::remove));
    return PolicyJudge.judge(policy, examined, listed, List.copyOf(unadmitted), moment);
  }

  /**
   * What was asked for, and the lists that must list it: for a name that the policy does not have,
   * those whose files need no names there.
   */
  private static List<Policy.Artifact> needed(Policy policy, Subject subject) {
    List<String> wanted = new ArrayList<>(subject.asked());
    if (!subject.unadmitted().isEmpty()) {
      policy.artifacts().stream()
          .filter(Policy.Artifact::admitsUnnamed)
          .forEach(list -> wanted.add(list.file()));
    }
    Set<String> needed = new LinkedHashSet<>();
    for (String file : wanted) {
      Optional<String> next = Optional.of(file);
      while (next.isPresent() && needed.add(next.get())) {
        next = policy.artifact(next.get()).flatMap(Policy.Artifact::listedIn);
      }
    }
    return policy.artifacts().stream()
        .filter(artifact -> needed.contains(artifact.file()))
        .toList();
  }

  private static Map<String, Examined> examine(Examiner examiner, List<Policy.Artifact> artifacts)
      throws Failed {
    List<Callable<Examined>> tasks = new ArrayList<>();
    artifacts.forEach(artifact -> tasks.add(() -> examiner.examine(artifact)));
    List<Examined> found = Workers.run(tasks);
    Map<String, Examined> examined = new LinkedHashMap<>();
    for (int i = 0; i < found.size(); i++) {
      examined.put(artifacts.get(i).file(), found.get(i));
    }
    return examined;
  }
}
