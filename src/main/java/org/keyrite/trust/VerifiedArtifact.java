package org.keyrite.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Failed;
import org.keyrite.fault.FileProblem;
import org.keyrite.fault.Reason;

/**
 * A copy of a file whose bytes have been verified.
 *
 * <p>Only verification makes one, so that running something unverified does not compile. It vouches
 * for the bytes of the copy, not for what an interpreter or a library does with them.
 */
public final class VerifiedArtifact {
  private static final long MOST_BYTES = 2L << 30;

  private final Path path;
  private final String sha256;
  private final long bytes;

  private VerifiedArtifact(Path path, String sha256, long bytes) {
    this.path = path;
    this.sha256 = sha256;
    this.bytes = bytes;
  }

  /**
   * Copies a file and verifies the bytes of the copy; the original is opened once.
   *
   * @param source the file, outside
   * @param pin the hashes of which it must have one
   * @param copy the file that becomes the copy; the caller's to remove, also when this fails
   * @throws Denied when the hash is not pinned
   * @throws Failed when the file cannot be read or copied
   */
  public static VerifiedArtifact admit(Path source, Pin pin, Path copy) throws Denied, Failed {
    // Of a hash alone, it does not matter when it is asked for.
    Moment any = Moment.now(Instant.EPOCH);
    return admit(source, Policy.of(source, pin), Optional.of(pin), any, copy).artifact();
  }

  /**
   * The same under a policy, which has to have a rule for a file of that name.
   *
   * @param pin hashes of which it must have one besides; may be empty
   * @throws Denied when the policy, or the pin, does not admit the file
   */
  public static Admission admit(
      Path source, Policy policy, Optional<Pin> pin, Moment moment, Path copy)
      throws Denied, Failed {
    requireFile(source);
    try {
      Verdict verdict =
          Verification.verify(
              policy,
              Subject.files(policy, List.of(source)),
              moment,
              _ -> Files.newOutputStream(copy));
      Optional<Denied> denied = denied(source, verdict, pin);
      if (denied.isPresent()) {
        throw denied.get();
      }
      String sha256 = judged(source, verdict).hashes().get(StrongHash.SHA_256);
      return new Admission(new VerifiedArtifact(copy, sha256, Files.size(copy)), verdict);
    } catch (IOException e) {
      throw new Failed(
          source + " could not be copied into memory: " + Reason.of(e) + ".",
          "Check that it can be read and that there is memory for it.",
          e);
    }
  }

  private static void requireFile(Path source) throws Failed {
    Optional<FileProblem> problem = FileProblem.of(source);
    if (problem.isPresent()) {
      throw new Failed(
          problem.get().missing()
              ? "There is no file " + source + "."
              : source + " " + problem.get().clause() + ".",
          "The plan names it; a name there is relative to the plan's folder.");
    }
    if (source.toFile().length() > MOST_BYTES) {
      throw new Failed(
          source + " is larger than 2 GiB, and would be copied into memory.",
          "A program is smaller: check its name in the plan.");
    }
  }

  private static Verdict.Judged judged(Path source, Verdict verdict) {
    String name = source.getFileName().toString();
    return verdict.artifacts().stream()
        .filter(judged -> judged.artifact().file().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<Denied> denied(Path source, Verdict verdict, Optional<Pin> pin) {
    if (pin.isPresent()) {
      String sha256 = judged(source, verdict).hashes().get(StrongHash.SHA_256);
      if (!pin.get().hashes().contains(sha256)) {
        return Optional.of(
            new Denied(
                source + " is not what the plan pins: its SHA-256 is " + sha256 + ".",
                "Do not run it. Find out which file this is; pin another only after its signature"
                    + " has been verified."));
      }
    }
    return verdict
        .whyNot()
        .map(
            why ->
                new Denied(
                    why, "Do not run it. For the whole receipt: keyrite verify --policy POLICY."));
  }

  /** The verified copy. */
  public Path path() {
    return path;
  }

  /** The hash it has, in hex. */
  public String sha256() {
    return sha256;
  }

  /** Its size in bytes. */
  public long bytes() {
    return bytes;
  }
}
