package org.keyrite.cli.verify;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.keyrite.fault.Failed;
import org.keyrite.fault.FileProblem;
import picocli.CommandLine;

/** Command lines of {@code verify} that could be understood, and were meant otherwise. */
final class OneOffRefusals {
  private final OneOff options;
  private final List<Path> files;
  private final Function<String, CommandLine.ParameterException> usage;

  private OneOffRefusals(
      OneOff options, List<Path> files, Function<String, CommandLine.ParameterException> usage) {
    this.options = options;
    this.files = files;
    this.usage = usage;
  }

  /**
   * Refuses them.
   *
   * @throws Failed when a file is not there that must be
   */
  static void check(
      OneOff options, List<Path> files, Function<String, CommandLine.ParameterException> usage)
      throws Failed {
    OneOffRefusals refusals = new OneOffRefusals(options, files, usage);
    refusals.requireNothingIdle();
    refusals.requireNoEvidence();
  }

  /** An option that would change nothing was meant to change something. */
  private void requireNothingIdle() {
    require(
        options.sums != null || options.sumsKind == null,
        "--sums-kind is about the list of --sums, and there is none.");
    boolean aboutSignatures =
        options.scheme != null
            || options.mode != null
            || options.namespace != null
            || options.threshold != null
            || options.legacy
            || !options.certificates.isEmpty();
    require(
        !options.signatures.isEmpty() || !aboutSignatures,
        "--scheme, --mode, --certificate, --threshold, --namespace and --allow-legacy-minisign are"
            + " about a --signature, and there is none.");
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
    if (options.sums != null) {
      requireThere(options.sums, "the list of checksums");
    }
    for (Path signature : options.signatures) {
      requireThere(signature, "the signature's file");
    }
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
}
