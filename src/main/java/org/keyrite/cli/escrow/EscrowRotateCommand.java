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
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.IdentityKind;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.PaperKits;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.fault.Fault;
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
          + " opens. The old files stay until you remove them."
    },
    footer = {
      "",
      "Example:",
      "  keyrite escrow rotate --set escrow.json --files backups --out next \\",
      "    alice.txt bob.txt"
    })
final class EscrowRotateCommand implements Callable<Integer> {
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

  @Mixin private OutOption out;

  @Mixin private ShareOptions shares;

  @Mixin private Consent consent;

  @Mixin private Fork fork;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws Fault {
    try (Interruption _ =
        Interruption.of("Nothing was made", "The new set is complete in " + out.folder())) {
      return rotate();
    }
  }

  private int rotate() throws Fault {
    EscrowSet old = set.open();
    fork.require(old);
    out.nameLeftovers();
    EscrowPolicy next =
        policy.isGiven()
            ? policy.read(Optional.of(old.record().environment())).shared().policy()
            : old.record().policy();
    IdentityKind kind =
        postQuantum ? IdentityKind.HYBRID : IdentityKind.of(old.record().recipient());
    Rotation.Order order = new Rotation.Order(files, next, kind, others(), alone);
    List<String> risks = shares.requireProtection();
    Optional<PaperKits> kits = papers.maker();
    try {
      Rotation rotation =
          new Rotation(old, order, new NewSet(out.folder(), kits, set.clock()).accepting(risks));
      rotation.requirePossible();
      consent.ask(terminal -> ask(terminal, old, order));
      try (Gathering gathering = shares.gather(Optional.of(old.record()), false);
          NativeIdentity identity = gathering.restore()) {
        old.accepted(risks);
        show(rotation.rotate(identity, gathering.holders()));
        return ExitStatus.DONE;
      }
    } finally {
      kits.ifPresent(PaperKits::close);
    }
  }

  private void ask(PrintStream terminal, EscrowSet opened, Rotation.Order order) {
    SetRecord old = opened.record();
    Consent.show(
        terminal,
        "decrypt the files in "
            + files
            + ", and encrypt them to a new identity, into "
            + out.folder()
            + ":",
        old);
    EscrowView.row(terminal, "takes", order.policy().inWords());
    EscrowView.trustees(terminal, order.policy());
    order.also().forEach(to -> EscrowView.row(terminal, "also for", Fingerprint.of(to)));
    if (alone) {
      EscrowView.row(terminal, "alone", "files lose all other recipients that they have");
    }
    EscrowView.changes(terminal, old.policy(), order.policy());
    fork.show(terminal, opened);
    Consent.showFinal(
        terminal,
        "The new trustees, and whoever the files are also for, can open them. The old files, and"
            + " the old shares for them, stay as they are until you wipe them.");
  }

  private List<Recipient> others() {
    List<Recipient> recipients = new ArrayList<>();
    for (String text : also) {
      try {
        recipients.add(Recipients.parse(text));
      } catch (AgeException e) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), "--also: not an age recipient: " + e.getMessage() + ".", e);
      }
    }
    return recipients;
  }

  private void show(Rotation.Rotated rotated) {
    Map<String, Object> result = EscrowView.result(rotated.set(), out.folder());
    result.put("passed-over", rotated.passedOver());
    json.show(System.out, result, () -> inWords(rotated));
  }

  private void inWords(Rotation.Rotated rotated) {
    EscrowView.show(rotated.set(), out.folder(), System.out);
    rotated.passedOver().forEach(name -> EscrowView.row(System.out, "left alone", name));
    System.out.println();
    EscrowView.say(
        System.out,
        "The files in "
            + Visible.of(files.toString())
            + " did not change. Bring the new ones to those who use them, see that they open,"
            + " and hold a drill of the new set"
            + (rotated.passedOver().isEmpty()
                ? "; then wipe the old files and shares."
                : ". The files that were left alone are in the old folder only: look at each of"
                    + " them before you wipe anything.")
            + " Whoever kept copies of old files and shares can still open those: if that matters,"
            + " change the secrets in them.");
  }
}
