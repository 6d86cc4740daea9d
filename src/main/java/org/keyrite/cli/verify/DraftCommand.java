package org.keyrite.cli.verify;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.fault.Fault;
import org.keyrite.trust.FixedVersion;
import org.keyrite.trust.Moment;
import org.keyrite.trust.PolicyDraft;
import org.keyrite.yaml.YamlException;
import org.keyrite.yaml.YamlValue;
import org.keyrite.yaml.YamlValue.Said;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code keyrite verify draft}: a trust policy to review, made of what is there. */
@Command(
    name = "draft",
    description = {
      "Find out who has signed a release, and write a trust policy to review.",
      "It trusts nobody: compare the fingerprints with what their owners publish elsewhere. Names of"
          + " certificates start from the current folder, where the policy is meant to lie."
    },
    footer = {
      "",
      "Examples:",
      "  keyrite verify draft --keys keys --sums release/SHA256SUMS \\",
      "      --signature release/SHA256SUMS.asc --release 29.0 > trust.yaml",
      "  keyrite verify draft --keys maker.pub --signature tool.minisig \\",
      "      --release 1.4.2 tool"
    })
final class DraftCommand implements Callable<Integer> {
  @ParentCommand private VerifyCommand verify;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "The file that is signed, where that is no list of checksums.")
  private Path file;

  @Option(names = "--sums", paramLabel = "FILE", description = "The checksum list that is signed.")
  private Path sums;

  @Option(
      names = "--sums-kind",
      paramLabel = "KIND",
      description = "Hash of the list: sha256 (the default), sha384, sha512 or blake2b.")
  private String sumsKind;

  @Option(
      names = "--signature",
      paramLabel = "FILE",
      required = true,
      description = "A signature file. May be repeated.")
  private List<Path> signatures;

  @Option(
      names = "--keys",
      paramLabel = "PLACE",
      required = true,
      description = "A file with public keys to try, or a folder of such files. May be repeated.")
  private List<Path> keys;

  @Option(
      names = "--release",
      paramLabel = "VERSION",
      required = true,
      description = "The version that people know the release by.")
  private String release;

  @Override
  public Integer call() throws Fault {
    if ((file == null) == (sums == null)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "Name the file that is signed, or the list with --sums.");
    }
    if (sums == null && sumsKind != null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--sums-kind is about the list of --sums, and there is none.");
    }
    Optional<String> lists =
        sums == null
            ? Optional.empty()
            : Optional.of(Objects.requireNonNullElse(sumsKind, "sha256"));
    Path signed = sums == null ? file : sums;
    if (Files.isDirectory(signed)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), signed + " is a folder: name the file that is signed.");
    }
    Moment now = Moment.now(verify.clock().instant());
    System.out.print(PolicyDraft.of(signed, lists, signatures, keys, version(), now));
    return ExitStatus.DONE;
  }

  private String version() {
    try {
      return FixedVersion.read(YamlValue.of(new Said("--release", release)));
    } catch (YamlException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage() + ".");
    }
  }
}
