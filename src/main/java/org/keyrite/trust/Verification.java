package org.keyrite.trust;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    List<Policy.Artifact> artifacts = needed(policy, subject.asked());
    // A list that is looked at for the sake of others was not asked for.
    Copies ofAsked =
        file ->
            subject.asked().contains(file) ? copies.create(file) : OutputStream.nullOutputStream();
    Examiner examiner = new Examiner(policy, subject, moment, ofAsked);
    return PolicyJudge.judge(policy, examine(examiner, artifacts), subject.unadmitted(), moment);
  }

  /** What was asked for, and the lists that must list it. */
  private static List<Policy.Artifact> needed(Policy policy, Set<String> asked) {
    Set<String> needed = new LinkedHashSet<>();
    for (String file : asked) {
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
    int threads = Math.clamp(artifacts.size(), 1, Runtime.getRuntime().availableProcessors());
    Map<String, Examined> examined = new LinkedHashMap<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      List<Callable<Examined>> tasks = new ArrayList<>();
      artifacts.forEach(artifact -> tasks.add(() -> examiner.examine(artifact)));
      List<Future<Examined>> futures = workers.invokeAll(tasks);
      for (int i = 0; i < futures.size(); i++) {
        examined.put(artifacts.get(i).file(), futures.get(i).get());
      }
      return examined;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Failed failed) {
        throw failed;
      }
      if (e.getCause() instanceof OutOfMemoryError) {
        throw new Failed(
            "There is not the memory for these files.",
            "Signatures of signify, and minisign's old kind, hold a whole file in memory: verify"
                + " fewer of them at once.",
            e);
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("looking at a file only fails in one way", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed("The verification was interrupted.", "Begin again.", e);
    }
  }
}
