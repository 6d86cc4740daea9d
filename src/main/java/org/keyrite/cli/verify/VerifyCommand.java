package org.keyrite.cli.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.cli.console.JsonOption;
import org.keyrite.cli.console.OutOption;
import org.keyrite.cli.console.Program;
import org.keyrite.cli.console.Progress;
import org.keyrite.cli.console.ProgressScreen;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Fault;
import org.keyrite.trust.Moment;
import org.keyrite.trust.Moment.Kind;
import org.keyrite.trust.Policy;
import org.keyrite.trust.PolicyReader;
import org.keyrite.trust.Receipt;
import org.keyrite.trust.Subject;
import org.keyrite.trust.Verdict;
import org.keyrite.trust.Verification;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code keyrite verify}: holds files against a trust policy, or against what options say. */
@Command(
    name = "verify",
    subcommands = DraftCommand.class,
    description = {
      "Decide whether files are what they should be, and say why.",
      "With --policy, a reviewed file says what makes them acceptable; without it, options do."
    },
    footer = {
      "",
      "Examples:",
      "  keyrite verify --policy trust.yaml release",
      "  keyrite verify --key maker.pub --signature tool.minisig tool"
    })
public final class VerifyCommand implements Callable<Integer> {
  private static final Set<String> BESIDES_POLICY =
      Set.of("--policy", "--at", "--out", "--json", "--plain", "--help");

  @ParentCommand private Program program;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "A folder, with everything in it; or files of one folder.")
  private List<Path> files = List.of();

  @Option(names = "--policy", paramLabel = "FILE", description = "The trust policy.")
  private Path policy;

  @Mixin private OneOff oneOff;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "Judge as if it were that time (2026-11-22 or 2026-11-22T10:00:00Z). It is a rehearsal,"
              + " and the receipt says so; with --historical, an old release is judged as of its day.")
  private String at;

  @Option(
      names = "--historical",
      description =
          "Without --policy: judge as of the day of --at, which is past, and let --out write. A"
              + " policy says 'historical: yes' for it.")
  private boolean historical;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "If the answer is yes, put the bytes that were verified into this folder: a new name, or"
              + " an empty folder.")
  private Path out;

  @Mixin private JsonOption json;

  @Option(
      names = "--plain",
      description =
          "Show progress as lines of text, one in ten seconds at most, without control sequences;"
              + " so do NO_COLOR and TERM=dumb. Without this it is one line, which goes away. It"
              + " is shown at a terminal only.")
  private boolean plain;

  /** Where the time comes from. */
  Clock clock() {
    return program.clock();
  }

  @Override
  public Integer call() throws Fault {
    if (files.isEmpty()) {
      throw usage("Name the files to verify, or their folder.");
    }
    if (isEmpty(policy)
        || isEmpty(out)
        || Stream.concat(files.stream(), oneOff.files()).anyMatch(VerifyCommand::isEmpty)) {
      throw usage("The name of a file is empty: perhaps a variable of the shell is.");
    }
    if (historical && at == null) {
      throw usage("--historical is about the day of --at, and there is none.");
    }
    if (out != null) {
      requireOutside();
      OutOption.nameLeftovers(out);
    }
    Verdict verdict = verdict(at == null ? Optional.empty() : Optional.of(time()));
    json.show(System.out, Receipt.of(verdict), () -> ReceiptView.print(verdict, System.out));
    Optional<String> whyNot = verdict.whyNot();
    if (whyNot.isPresent()) {
      throw new Denied(
          whyNot.get(),
          out == null ? "Do not use these files." : "Do not use these files. Nothing was written.");
    }
    return ExitStatus.DONE;
  }

  /** Which would be the folder that this runs in. */
  private static boolean isEmpty(Path path) {
    return path != null && path.toString().isEmpty();
  }

  private Verdict verdict(Optional<Instant> time) throws Fault {
    if (policy == null) {
      OneOff.Question question = oneOff.question(files, this::usage);
      return verdict(question.policy(), question.subject(), moment(time, historical));
    }
    if (asksBesidesPolicy()) {
      throw usage("With --policy, the policy says what it takes: leave the other options out.");
    }
    Policy asked = PolicyReader.read(policy);
    return verdict(asked, subject(asked), moment(time, asked.historical()));
  }

  /** What would be written there would be judged the next time. */
  private void requireOutside() {
    for (Path file : files) {
      if (Files.isDirectory(file) && real(out).startsWith(real(file))) {
        throw usage("--out is in the folder that is judged: name another place.");
      }
    }
  }

  /** Where a path leads, as far as it is there. */
  private static Path real(Path path) {
    Path whole = path.toAbsolutePath().normalize();
    try {
      return whole.toRealPath();
    } catch (IOException e) {
      Path above = whole.getParent();
      return above == null ? whole : real(above).resolve(whole.getFileName());
    }
  }

  private Verdict verdict(Policy asked, Subject subject, Moment moment) throws Fault {
    Progress progress =
        new Progress(
            ProgressScreen.ofCommands(System.err, plain),
            "keyrite",
            () -> OptionalLong.of(subject.bytes()));
    Subject watched = subject.readThrough(progress::counting);
    try (Progress _ = progress.begin()) {
      return out == null
          ? Verification.verify(asked, watched, moment)
          : Verification.verify(asked, watched, moment, out);
    }
  }

  /** Also by an option that is given and says what goes without saying. */
  private boolean asksBesidesPolicy() {
    return spec.commandLine().getParseResult().matchedOptions().stream()
        .anyMatch(option -> !BESIDES_POLICY.contains(option.longestName()));
  }

  private Subject subject(Policy asked) throws Fault {
    List<Path> folders = new ArrayList<>(files);
    folders.removeIf(file -> !Files.isDirectory(file));
    if (folders.isEmpty()) {
      return Subject.files(asked, files);
    }
    if (files.size() > 1) {
      throw usage("A folder is verified alone: name one folder, or files of one folder.");
    }
    return Subject.folder(asked, folders.getFirst());
  }

  private Moment moment(Optional<Instant> time, boolean ofThePast) {
    Moment now = Moment.now(program.clock().instant());
    if (time.isEmpty()) {
      return now;
    }
    Moment chosen = new Moment(time.get(), ofThePast ? Kind.HISTORICAL : Kind.REHEARSED);
    if (ofThePast && chosen.instant().isAfter(now.instant())) {
      throw usage("--at " + at + " has not come yet: a release is judged as of a past day.");
    }
    if (!ofThePast && out != null) {
      throw usage(
          "A rehearsal releases nothing: --at and --out go together only for an old release, with"
              + " --historical or 'historical: yes' in the policy.");
    }
    return chosen;
  }

  private Instant time() {
    try {
      return at.indexOf('T') < 0
          ? LocalDate.parse(at).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(at);
    } catch (DateTimeParseException e) {
      throw usage("--at needs a time, such as 2026-11-22 or 2026-11-22T10:00:00Z.");
    }
  }

  private CommandLine.ParameterException usage(String sentence) {
    return new CommandLine.ParameterException(spec.commandLine(), sentence);
  }
}
