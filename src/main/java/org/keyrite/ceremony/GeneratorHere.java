package org.keyrite.ceremony;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.keyrite.crypto.Sha256;
import org.keyrite.fault.FileProblem;
import org.keyrite.fault.Reason;

/**
 * What a reviewer's machine has where the plan's generator should be. It vouches for nothing: a
 * ceremony hashes the bytes that it runs.
 *
 * @param finding what was found
 * @param sha256 the file's hash, in hex, if it could be read
 * @param problem why it could not be read, as a clause; empty if it could
 */
public record GeneratorHere(Finding finding, Optional<String> sha256, String problem) {
  /** What there is. */
  public enum Finding {
    /** A file with one of the hashes. */
    PINNED("pinned"),
    /** Another file. */
    NOT_PINNED("not-pinned"),
    /** Nothing. */
    MISSING("missing"),
    /** Something that cannot be hashed. */
    UNREADABLE("unreadable");

    private final String word;

    Finding(String word) {
      this.word = word;
    }

    /** The word for programs. */
    public String word() {
      return word;
    }
  }

  /** Looks for a plan's generator, and hashes it. */
  public static GeneratorHere of(Plan.Generator generator) {
    Path file = generator.file();
    Optional<FileProblem> problem = FileProblem.of(file);
    if (problem.isPresent()) {
      return new GeneratorHere(
          problem.get().missing() ? Finding.MISSING : Finding.UNREADABLE,
          Optional.empty(),
          problem.get().clause());
    }
    try (InputStream in = Files.newInputStream(file)) {
      String sha256 = Sha256.copy(in, OutputStream.nullOutputStream());
      boolean pinned = generator.pin().hashes().contains(sha256);
      return new GeneratorHere(
          pinned ? Finding.PINNED : Finding.NOT_PINNED, Optional.of(sha256), "");
    } catch (IOException e) {
      return new GeneratorHere(
          Finding.UNREADABLE, Optional.empty(), "cannot be read: " + Reason.of(e));
    }
  }

  /** What was found, as a clause whose subject is the generator. */
  public String inWords() {
    return switch (finding) {
      case PINNED -> "has a pinned SHA-256";
      case NOT_PINNED -> "DOES NOT have a pinned SHA-256";
      case MISSING -> "not on this machine";
      case UNREADABLE -> problem;
    };
  }
}
