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
      description =
          "Without --policy: the SHA-256 of FILE. May be repeated: one of them is enough.")
  List<String> sha256 = List.of();

  @Option(
      names = "--sums",
      paramLabel = "FILE",
      description =
          "Checksum list that names every FILE, or all that is in a folder; the signatures cover the"
              + " list.")
  Path sums;

  @Option(
      names = "--sums-kind",
      paramLabel = "KIND",
      description = "Hash of the list: sha256 (the default), sha384, sha512 or blake2b.")
  String sumsKind;

  @Option(
      names = "--ignore-missing",
      description = "With --sums and a folder: the folder need not have all that the list names.")
  boolean ignoreMissing;

  @Option(
      names = "--signature",
      paramLabel = "FILE",
      description = "A signature file. May be repeated.")
  List<Path> signatures = List.of();

  @Option(
      names = "--scheme",
      paramLabel = "SCHEME",
      description =
          "Format of the signatures: openpgp, minisign, signify or ssh. Without this, the form of"
              + " the keys tells; minisign and signify share one, which then means minisign.")
  String scheme;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "Where the signed bytes are. detached (the default): in a file of their own. In the"
              + " signature file: inline, clear-signed (openpgp), embedded (signify).")
  String mode;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "Who may sign: the base64 of a minisign or signify key, an SSH public key or fingerprint,"
              + " a file with one of these, an allowed_signers file, or a whole OpenPGP fingerprint."
              + " May be repeated.")
  List<String> keys = List.of();

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description =
          "File with OpenPGP certificates. Only the fingerprints given with --key are trusted, not"
              + " the file. May be repeated.")
  List<Path> certificates = List.of();

  @Option(
      names = "--revocation",
      paramLabel = "FILE",
      description =
          "File with a revocation of an OpenPGP key that is given with --key. May be repeated.")
  List<Path> revocations = List.of();

  @Option(
      names = "--threshold",
      paramLabel = "N",
      description = "How many of the keys must have signed. Needed with more than one key.")
  Integer threshold;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "Namespace that an SSH signature must be made for; 'file' without this.")
  String namespace;

  @Option(
      names = "--allow-legacy-minisign",
      description =
          "Accept minisign's old kind of signature, which signs the bytes and not their hash.")
  boolean legacy;

  @Option(
      names = "--any-signed-name",
      description =
          "Accept a minisign signature that says that it is of a file with another name than FILE"
              + " has.")
  boolean anyName;

  /** The files that these options name. */
  Stream<Path> files() {
    return Stream.of(
            signatures.stream(),
            certificates.stream(),
            revocations.stream(),
            Stream.ofNullable(sums))
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
