package org.keyrite.cli.escrow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keyrite.age.NativeIdentity;
import org.keyrite.age.Recipient;
import org.keyrite.age.files.Recipients;
import org.keyrite.age.header.AgeException;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.cli.console.KitOptions;
import org.keyrite.escrow.life.NewSet;
import org.keyrite.escrow.life.Rotation;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.IdentityKind;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.PaperKits;
import org.keyrite.fault.Fault;
import org.keyrite.json.JsonWriter;
import org.keyrite.text.Visible;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code keyrite escrow rotate}: a new identity in place of the old one, in all its files. */
@Command(
    name = "rotate",
    description = {
      "Make a new identity and set, and encrypt every file of a folder to it that the old identity"
          + " opens. The old files stay until you remove them."
    })
final class EscrowRotateCommand implements Callable<Integer> {
  @ParentCommand private EscrowCommand parent;

  @Spec private CommandSpec spec;

  @Option(
      names = "--set",
      paramLabel = "FILE",
      required = true,
      description = "The old set's escrow.json; the journal beside it is added to.")
  private Path set;

  @Mixin private PolicyOptions policy;

  @Mixin private KitOptions papers;

  @Option(
      names = "--files",
      paramLabel = "DIR",
      required = true,
      description = "The folder with the encrypted files, whatever their names.")
  private Path files;

  @Option(
      names = "--also",
      paramLabel = "RECIPIENT",
      description = "A further recipient of every file, such as the host that uses it.")
  private List<String> also = new ArrayList<>();

  @Option(names = "--alone", description = "Files lose further recipients that are not named.")
  private boolean alone;

  @Option(names = "--pq", description = "Make the new identity a post-quantum one.")
  private boolean postQuantum;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The folder for the new set, and in it files for the files: a new name.")
  private Path out;

  @Mixin private ShareOptions shares;

  @Option(names = "--json", description = "Print the result for a program.")
  private boolean json;

  @Override
  public Integer call() throws Fault {
    EscrowSet old = EscrowSet.open(set, parent.clock());
    EscrowPolicy next =
        policy.isGiven()
            ? policy.read(Optional.of(old.record().environment())).shared().policy()
            : old.record().policy();
    IdentityKind kind =
        postQuantum ? IdentityKind.HYBRID : IdentityKind.of(old.record().recipient());
    Rotation.Order order = new Rotation.Order(files, next, kind, others(), alone);
    Optional<PaperKits> kits = papers.maker();
    try {
      Rotation rotation = new Rotation(old, order, new NewSet(out, kits, parent.clock()));
      rotation.requirePossible();
      try (Gathering gathering = shares.gather(Optional.of(old.record()), false);
          NativeIdentity identity = gathering.restore()) {
        show(
            rotation.rotate(
                identity, gathering.present().stream().map(gathering::holder).toList()));
        return ExitStatus.DONE;
      }
    } finally {
      kits.ifPresent(PaperKits::close);
    }
  }

  private List<Recipient> others() {
    List<Recipient> recipients = new ArrayList<>();
    for (String text : also) {
      try {
        recipients.add(Recipients.parse(text));
      } catch (AgeException e) {
        throw new CommandLine.ParameterException(
            spec.commandLine(),
            "What stands after --also is no recipient: " + e.getMessage() + ".",
            e);
      }
    }
    return recipients;
  }

  private void show(Rotation.Rotated rotated) {
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>(EscrowView.result(rotated.set(), out));
      result.put("passed-over", rotated.passedOver());
      System.out.println(JsonWriter.write(result));
      return;
    }
    EscrowView.show(rotated.set(), out, false, System.out);
    rotated.passedOver().forEach(name -> EscrowView.row(System.out, "left alone", name));
    System.out.println();
    EscrowView.say(
        System.out,
        "The files in "
            + Visible.of(files.toString())
            + " are as they were. Bring the new ones to those who use them, see that they open,"
            + " and hold a drill of the new set"
            + (rotated.passedOver().isEmpty()
                ? "; then wipe the old files and shares."
                : ". What was left alone is in the old folder only: look at each of these before"
                    + " anything is wiped.")
            + " Whoever kept copies of old files and shares can still open those: what they"
            + " protect has to be changed itself if that matters.");
  }
}
