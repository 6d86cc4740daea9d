package org.keyrite.cli.verify;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.keyrite.fault.Failed;
import org.keyrite.trust.Policy;
import org.keyrite.trust.Subject;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options of {@code verify} that stand for a policy of a few lines. */
final class OneOff {
  @Option(
      names = "--sha256",
      paramLabel = "HEX",
      description = "Without --policy: the file has this SHA-256, or another that is given.")
  List<String> sha256 = List.of();

  @Option(
      names = "--sums",
      paramLabel = "FILE",
      description = "This list of checksums lists the files; signatures are of the list, then.")
  Path sums;

  @Option(
      names = "--sums-kind",
      paramLabel = "KIND",
      description = "What the list's hashes are: sha256 (the default), sha384, sha512 or blake2b.")
  String sumsKind;

  @Option(
      names = "--signature",
      paramLabel = "FILE",
      description = "A signature file. May be repeated.")
  List<Path> signatures = List.of();

  @Option(
      names = "--scheme",
      paramLabel = "SCHEME",
      description =
          "Whose format the signatures have: openpgp, minisign, signify or ssh. Without it: that of"
              + " the keys, where a key in the form that minisign and signify share is minisign's.")
  String scheme;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "Where the signed bytes are: detached (the default: in a file of their own); in the"
              + " signature file: inline or clear-signed (openpgp), embedded (signify).")
  String mode;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "Who may sign: the base64 of a minisign or signify key, an SSH public key or fingerprint,"
              + " a file with one of these, or a whole OpenPGP fingerprint. May be repeated.")
  List<String> keys = List.of();

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description =
          "Where OpenPGP certificates are. They are not trusted; the fingerprints are. May be"
              + " repeated.")
  List<Path> certificates = List.of();

  @Option(
      names = "--threshold",
      paramLabel = "N",
      description = "How many of the keys must have signed. Needed with more than one key.")
  Integer threshold;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "What an SSH signature must have been made for; 'file' without this.")
  String namespace;

  @Option(
      names = "--allow-legacy-minisign",
      description = "Accept minisign's old kind of signature, which is over the bytes themselves.")
  boolean legacy;

  /** The files that these options name. */
  Stream<Path> files() {
    return Stream.of(signatures.stream(), certificates.stream(), Stream.ofNullable(sums))
        .flatMap(Function.identity());
  }

  /** A policy, and the files to hold against it. */
  record Question(Policy policy, Subject subject) {}

  /**
   * What the options ask.
   *
   * @param usage makes the exception for a command line that asks nothing, or not clearly
   */
  Question question(List<Path> files, Function<String, CommandLine.ParameterException> usage)
      throws Failed {
    return new OneOffQuestion(this, files, usage).read();
  }
}
