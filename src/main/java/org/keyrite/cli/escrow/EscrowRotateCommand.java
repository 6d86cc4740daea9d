package org.keyrite.cli.escrow;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keyrite.age.Fingerprint;
import org.keyrite.age.NativeIdentity;
import org.keyrite.age.Recipient;
import org.keyrite.age.files.Recipients;
import org.keyrite.age.header.AgeException;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.cli.console.Interruption;
import org.keyrite.cli.console.JsonOption;
import org.keyrite.cli.console.KitOptions;
import org.keyrite.cli.console.OutOption;
import org.keyrite.escrow.life.NewSet;
import org.keyrite.escrow.life.Rotation;
import org.keyrite.escrow.life.RotationTarget;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.EscrowPolicyReader;
import org.keyrite.escrow.policy.IdentityKind;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.PaperKits;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Refused;
import org.keyrite.text.Visible;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code keyrite escrow rotate}: a new identity in place of the old one, in all its files. */
@Command(
    name = "rotate",
    description = {
      "Make a new identity and set, and encrypt to it every file of a folder that the old identity"
          + " opens. The old files stay until you remove them.",
      "With --onto, encrypt them to the identity of a set that is there: to go on with a rotation"
          + " that was interrupted, or with another folder."
    },
    footer = {
      "",
      "Example:",
      "  keyrite escrow rotate --set escrow.json --files backups --out next \\",
      "    alice.txt bob.txt"
    })
final class EscrowRotateCommand implements Callable<Integer> {
  private static final int MOST_SHOWN = 20;

  @Spec private CommandSpec spec;

  @Mixin private SetOption set;

  @Mixin private PolicyOptions policy;

  @Mixin private KitOptions papers;

  @Option(
      names = "--files",
      paramLabel = "DIR",
      required = true,
      description = "Folder with the encrypted files, whatever their names.")
  private Path files;

  @Option(
      names = "--also",
      paramLabel = "RECIPIENT",
      description = "Another recipient of every file, such as the host that uses it. Repeatable.")
  private List<String> also = new ArrayList<>();

  @Option(names = "--alone", description = "Let files lose the recipients that no --also names.")
  private boolean alone;

  @Option(names = "--pq", description = "Make the new identity a post-quantum one.")
  private boolean postQuantum;

  @Option(
      names = "--onto",
      paramLabel = "FILE",
      description =
          "The escrow.json of the set whose files they become, instead of a new one. Files that are"
              + " in DIR/files already stay.")
  private Path onto;

  @Mixin private OutOption out;

  @Mixin private ShareOptions shares;

  @Mixin private Consent consent;

  @Mixin private Fork fork;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws Fault {
    if (onto != null && (policy.isGiven() || postQuantum)) {
      throw usage("With --onto there is no new set: give it no policy, and not --pq.");
    }
    try (Interruption _ =
        Interruption.of("Nothing was made", "The new set is complete in " + out.folder())) {
      return rotate();
    }
  }

  private int rotate() throws Fault {
    EscrowSet old = set.open();
    Optional<SetRecord> existing =
        onto == null ? Optional.empty() : Optional.of(EscrowSet.look(onto, set.clock()).record());
    if (existing.isEmpty() || !old.isRotatedInto(existing.get())) {
      fork.require(
          old, "For files that are not rotated yet, name that set's escrow.json with --onto.");
    }
    out.nameLeftovers();
    Rotation.Order order = new Rotation.Order(files, others(), alone);
    List<String> risks = shares.requireProtection();
    Optional<PaperKits> kits = papers.maker();
    try {
      NewSet place = new NewSet(out.folder(), kits, set.clock()).accepting(risks);
      Rotation rotation = new Rotation(old, order, target(old.record(), existing, place));
      rotation.requirePossible();
      consent.ask(shares.invitation(Optional.of(old)), terminal -> ask(terminal, rotation));
      try (Gathering gathering = shares.gather(Optional.of(old), false);
          NativeIdentity identity = gathering.restore()) {
        old.accepted(risks);
        return rotate(rotation, identity, gathering.holders());
      }
    } finally {
      kits.ifPresent(PaperKits::close);
    }
  }

  private RotationTarget target(SetRecord old, Optional<SetRecord> existing, NewSet place)
      throws Fault {
    if (existing.isPresent()) {
      return new RotationTarget.Existing(existing.get(), out.folder());
    }
    IdentityKind kind = postQuantum ? IdentityKind.HYBRID : IdentityKind.of(old.recipient());
    if (policy.isGiven()) {
      return new RotationTarget.NewIdentity(
          place, policy.read(Optional.of(old.environment())).shared().policy(), kind);
    }
    try {
      EscrowPolicy same = EscrowPolicyReader.usable(old.policy(), PolicyOptions.plugins());
      return new RotationTarget.NewIdentity(place, same, kind);
    } catch (AgeException e) {
      throw new Refused(
          "A recipient of the record cannot be used: " + e.getMessage() + ".",
          "To go on, " + e.advice() + "; or give a new policy.",
          e);
    }
  }

  private void ask(PrintStream terminal, Rotation rotation) {
    SetRecord old = rotation.old().record();
    RotationTarget target = rotation.target();
    String whose =
        target instanceof RotationTarget.Existing(SetRecord record, Path _)
            ? "the identity of the set " + record.set()
            : "a new identity";
    Consent.show(
        terminal,
        "decrypt the files in "
            + files
            + ", and encrypt them to "
            + whose
            + ", into "
            + out.folder()
            + ":",
        old);
    if (target instanceof RotationTarget.Existing(SetRecord record, Path _)) {
      EscrowView.row(terminal, "for", EscrowView.recipient(record.recipient()));
      EscrowView.row(terminal, "", EscrowView.fingerprint(record.recipient()));
    }
    EscrowView.row(terminal, "takes", target.policy().inWords());
    EscrowView.trustees(terminal, target.policy());
    rotation.order().also().forEach(to -> EscrowView.row(terminal, "also for", Fingerprint.of(to)));
    if (alone) {
      EscrowView.row(terminal, "alone", "files lose all other recipients that they have");
    }
    EscrowView.changes(terminal, old.policy(), target.policy());
    fork.show(terminal, rotation.old());
    Consent.showFinal(
        terminal,
        "The new trustees, and whoever the files are also for, can open them. The old files, and"
            + " the old shares for them, stay as they are until you wipe them.");
  }

  private int rotate(Rotation rotation, NativeIdentity identity, List<String> by) throws Fault {
    Rotation.Rotated rotated;
    try (RotationProgress progress = new RotationProgress(rotation, onto, json)) {
      rotated = rotation.rotate(identity, by, progress);
    }
    show(rotated);
    if (!rotated.failed().isEmpty()) {
      throw new Failed(
          rotated.failed().size() + " files could not be encrypted again.",
          "Look at each that is named above, and go on with --onto.");
    }
    return ExitStatus.DONE;
  }

  private List<Recipient> others() {
    List<Recipient> recipients = new ArrayList<>();
    for (String text : also) {
      try {
        recipients.add(Recipients.parse(text));
      } catch (AgeException e) {
        throw usage("--also: not an age recipient: " + e.getMessage() + ".");
      }
    }
    return recipients;
  }

  private void show(Rotation.Rotated rotated) {
    Map<String, Object> result =
        rotated
            .made()
            .map(made -> EscrowView.result(made, out.folder()))
            .orElseGet(() -> JsonOption.members("set", rotated.record().set()));
    result.put("files", rotated.files());
    result.put("already", rotated.already());
    result.put("passed-over", rotated.passedOver());
    result.put("failed", rotated.failed());
    json.show(System.out, result, () -> inWords(rotated));
  }

  private void inWords(Rotation.Rotated rotated) {
    names("encrypted", rotated.files());
    names("was there", rotated.already());
    names("left alone", rotated.passedOver());
    rotated
        .failed()
        .forEach((name, why) -> EscrowView.row(System.out, "FAILED", name + ": " + why));
    System.out.println();
    EscrowView.say(
        System.out,
        "The files in "
            + Visible.of(files.toString())
            + " did not change. "
            + (rotated.failed().isEmpty()
                ? "Bring the new ones, in "
                    + Visible.of(out.folder().resolve(Rotation.FILES).toString())
                    + ", to those who use them, see that they open, and hold a drill of the new set"
                    + whatToWipe(rotated)
                : "Wipe none of them: some have no new one yet."));
  }

  private static String whatToWipe(Rotation.Rotated rotated) {
    return (rotated.passedOver().isEmpty()
            ? "; then wipe the old files and shares."
            : ". The files that were left alone are in the old folder only: look at each of"
                + " them before you wipe anything.")
        + " Whoever kept copies of old files and shares can still open those: if that matters,"
        + " change the secrets in them.";
  }

  /** Each of a few; of many, how many: the journal has their names. */
  private static void names(String head, List<String> names) {
    if (names.size() > MOST_SHOWN) {
      EscrowView.row(System.out, head, names.size() + " files");
    } else {
      names.forEach(name -> EscrowView.row(System.out, head, name));
    }
  }

  private CommandLine.ParameterException usage(String sentence) {
    return new CommandLine.ParameterException(spec.commandLine(), sentence);
  }
}
