package org.keyrite.ceremony;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.fault.Failed;
import org.keyrite.fault.FileProblem;
import org.keyrite.fault.Reason;
import org.keyrite.os.RegularFile;
import org.keyrite.trust.Moment;
import org.keyrite.trust.Policy;
import org.keyrite.trust.Subject;
import org.keyrite.trust.Verdict;
import org.keyrite.trust.Verification;

/**
 * What a reviewer's machine has where the plan's generator should be. It vouches for nothing: a
 * ceremony hashes the bytes that it runs.
 *
 * @param finding what was found
 * @param sha256 the file's hash, in hex, if it could be read
 * @param problem why it could not be read, as a clause, or why the policy says no; else empty
 */
public record GeneratorHere(Finding finding, Optional<String> sha256, String problem) {
  /** What there is. */
  public enum Finding {
    /** A file with one of the hashes. */
    PINNED,
    /** Another file. */
    NOT_PINNED,
    /** A file that the trust policy admits, and that has one of the hashes, if there are any. */
    ADMITTED,
    /** A file that the trust policy does not admit. */
    NOT_ADMITTED,
    /** Nothing. */
    MISSING,
    /** Something that cannot be hashed. */
    UNREADABLE;

    /** The word for programs. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Looks for a plan's generator, hashes it, and asks the trust policy if there is one.
   *
   * @param now when it has to be acceptable
   */
  public static GeneratorHere of(Plan.Generator generator, Instant now) {
    Path file = generator.file();
    Optional<FileProblem> problem = FileProblem.of(file);
    if (problem.isPresent()) {
      return new GeneratorHere(
          problem.get().missing() ? Finding.MISSING : Finding.UNREADABLE,
          Optional.empty(),
          problem.get().clause());
    }
    try (InputStream in = RegularFile.open(file)) {
      String sha256 = Sha256.copy(in, OutputStream.nullOutputStream());
      if (generator.pin().isPresent() && !generator.pin().get().hashes().contains(sha256)) {
        return new GeneratorHere(Finding.NOT_PINNED, Optional.of(sha256), "");
      }
      if (generator.trust().isEmpty()) {
        return new GeneratorHere(Finding.PINNED, Optional.of(sha256), "");
      }
      Optional<String> whyNot = judge(generator.trust().get(), file, now).whyNot();
      return new GeneratorHere(
          whyNot.isEmpty() ? Finding.ADMITTED : Finding.NOT_ADMITTED,
          Optional.of(sha256),
          whyNot.orElse(""));
    } catch (Failed e) {
      return new GeneratorHere(Finding.UNREADABLE, Optional.empty(), e.getMessage());
    } catch (IOException e) {
      return new GeneratorHere(
          Finding.UNREADABLE, Optional.empty(), "cannot be read: " + Reason.of(e));
    }
  }

  private static Verdict judge(Policy policy, Path file, Instant now) throws Failed {
    return Verification.verify(policy, Subject.files(policy, List.of(file)), Moment.now(now));
  }

  /** What was found, as a clause whose subject is the generator. */
  public String inWords() {
    return switch (finding) {
      case PINNED -> "has a pinned SHA-256";
      case NOT_PINNED -> "DOES NOT have a pinned SHA-256";
      case ADMITTED -> "is admitted by its trust policy";
      case NOT_ADMITTED -> "IS NOT ADMITTED by its trust policy: " + problem;
      case MISSING -> "not on this machine";
      case UNREADABLE -> problem;
    };
  }
}
