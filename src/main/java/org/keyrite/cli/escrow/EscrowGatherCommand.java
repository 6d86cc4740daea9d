package org.keyrite.cli.escrow;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.keyrite.age.Recipient;
import org.keyrite.age.ScryptRecipient;
import org.keyrite.age.files.Recipients;
import org.keyrite.age.header.AgeException;
import org.keyrite.cli.console.ControllingTerminal;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.cli.console.Interruption;
import org.keyrite.cli.console.JsonOption;
import org.keyrite.cli.console.NewSecretFile;
import org.keyrite.cli.console.Passphrases;
import org.keyrite.escrow.life.GatheringFolder;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.Invitation;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.escrow.slip39.ShareIndex;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Refused;
import org.keyrite.machine.Wipe;
import org.keyrite.machine.Wiped;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code keyrite escrow gather}: trustees far apart, or on different days, give their shares. */
@Command(
    name = "gather",
    description = {
      "Collect shares from trustees who are far apart, or come on different days. --start makes an"
          + " identity for this gathering alone. Each trustee encrypts their share to it with --add,"
          + " on their own machine. combine, drill, reissue, reshare and rotate take what they give"
          + " with --gathering DIR, and --finish wipes the gathering's identity."
    },
    footer = {
      "",
      "Example:",
      "  keyrite escrow gather --start --set escrow.json --purpose 'drill of May' \\",
      "    --to \"$(keyrite age-keygen -y alice.identity)\" --out may",
      "  keyrite escrow gather --add may/gathering.json --set escrow.json \\",
      "    -i bob.identity bob.share.age > bob.asc",
      "  keyrite escrow gather --progress --gathering may --set escrow.json \\",
      "    -i alice.identity bob.asc",
      "  keyrite escrow gather --finish --gathering may --set escrow.json"
    })
final class EscrowGatherCommand implements Callable<Integer> {
  private static final String PIPE = "-";

  @Spec private CommandSpec spec;

  @Option(names = "--start", description = "Start a gathering, in the folder that --out names.")
  private boolean start;

  @Option(
      names = "--add",
      paramLabel = "FILE",
      description = "As a trustee, give your share for the gathering whose gathering.json this is.")
  private Path add;

  @Option(
      names = "--progress",
      description = "Show whose shares are here, and whose are missing. Restores nothing.")
  private boolean progress;

  @Option(
      names = "--finish",
      description = "Wipe the gathering's identity: what was given for it opens no more.")
  private boolean finish;

  @Mixin private SetOption set;

  @Option(
      names = "--purpose",
      paramLabel = "TEXT",
      description = "With --start: what the shares are for. Every trustee is shown it.")
  private String purpose;

  @Option(
      names = "--to",
      paramLabel = "RECIPIENT",
      description =
          "With --start: who keeps the gathering's identity. Repeatable. Without it, a passphrase is"
              + " asked for.")
  private List<String> keepers = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "With --start: folder for the gathering, a new name or an empty folder.")
  private Path out;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "With --add: new file for the encrypted share. Default: standard output.")
  private String output = PIPE;

  @Mixin private ShareOptions shares;

  @Mixin private Consent consent;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws Fault {
    if (Stream.of(start, add != null, progress, finish).filter(given -> given).count() != 1) {
      throw usage("Give one of --start, --add, --progress and --finish.");
    }
    if (start != (out != null) || start != (purpose != null) || (!start && !keepers.isEmpty())) {
      throw usage("--start takes --purpose and --out, and nothing else takes them, or --to.");
    }
    if (add == null && !output.equals(PIPE)) {
      throw usage("-o goes with --add.");
    }
    if (start) {
      try (Interruption _ =
          Interruption.of("Nothing was made", "The gathering is complete in " + out)) {
        start();
      }
    } else if (add != null) {
      add();
    } else if (progress) {
      progress();
    } else {
      finish();
    }
    return ExitStatus.DONE;
  }

  private void start() throws Fault {
    if (!Invitation.isPurpose(purpose)) {
      throw new Refused(
          "The purpose cannot be shown to the trustees.",
          "Give --purpose a line of 1 to 200 visible characters.");
    }
    EscrowSet opened = set.open();
    EscrowView.requireHere(opened);
    shares.requireProtection();
    GatheringFolder.requirePossible(out, opened);
    GatheringFolder started =
        GatheringFolder.start(
            out, opened, keepers(opened.record()), purpose, set.clock().instant());
    Invitation invitation = started.invitation();
    json.show(
        System.out,
        JsonOption.members(
            "gathering", invitation.hash(),
            "set", invitation.set(),
            "recipient", invitation.recipient().toString(),
            "folder", out.toString()),
        () -> {
          EscrowView.gathering(System.out, invitation);
          EscrowView.replaced(System.out, opened);
          EscrowView.row(System.out, "folder", out.toString());
          System.out.println();
          EscrowView.say(
              System.out,
              "Send every trustee "
                  + out.resolve(Invitation.FILE)
                  + ", and read them the gathering's digits above by voice. They give their shares with"
                  + " keyrite escrow gather --add gathering.json --set escrow.json -o FILE -i IDENTITY"
                  + " SHARE, which asks them first. Keep the folder: whoever can open its identity, and"
                  + " has what they send, has the shares.");
        });
  }

  private List<Recipient> keepers(SetRecord record) throws Refused {
    List<Recipient> all = new ArrayList<>();
    for (String keeper : keepers) {
      try {
        all.add(Recipients.parse(keeper));
      } catch (AgeException e) {
        throw usage("--to: not an age recipient: " + e.getMessage() + ".");
      }
      if (keeper.equals(record.recipient())) {
        throw new Refused(
            "--to: this is the recipient of the shared identity itself.",
            "Nobody could open the gathering: give the recipient of whoever holds it.");
      }
    }
    Passphrases passphrases = new Passphrases(new ControllingTerminal(), "keyrite");
    return all.isEmpty() ? List.of(new ScryptRecipient(passphrases::choose)) : all;
  }

  private void add() throws Fault {
    EscrowSet opened = set.look();
    SetRecord record = opened.record();
    Invitation invitation = Invitation.read(add);
    invitation.requireOf(record);
    if (!output.equals(PIPE) && Files.exists(Path.of(output), LinkOption.NOFOLLOW_LINKS)) {
      throw new Refused("There is a file " + output + " already.", "Name a new one with -o.");
    }
    consent.ask(terminal -> ask(terminal, record, invitation));
    try (Gathering gathering = shares.gatherOne(opened)) {
      ShareIndex index = gathering.onlyOne();
      byte[] given = invitation.seal(record, gathering.share(index));
      if (!output.equals(PIPE)) {
        NewSecretFile.write(output, given);
      } else {
        System.out.writeBytes(given);
        if (System.out.checkError()) {
          throw new Failed("Standard output took no more.", "Name a new file with -o.");
        }
      }
      EscrowView.row(System.err, "given", record.whose(index));
      EscrowView.row(
          System.err,
          "send",
          (output.equals(PIPE) ? "the text" : output)
              + " to whoever started the gathering, in whatever way: it opens for them alone");
    }
  }

  private static void ask(PrintStream terminal, SetRecord record, Invitation invitation) {
    Consent.show(terminal, "give your share for a gathering of trustees:", record);
    EscrowView.row(terminal, "takes", record.policy().inWords());
    EscrowView.gathering(terminal, invitation);
    Consent.showFinal(
        terminal,
        "Whoever holds this gathering has your share, and with enough others the identity: you"
            + " cannot take it back. Have them read you the gathering, by a voice that you know: "
            + invitation.fingerprint());
  }

  private void progress() throws Fault {
    EscrowSet opened = set.look();
    SetRecord record = opened.record();
    Invitation invitation = shares.gathering(opened).invitation();
    try (Gathering gathering = shares.gatherFiles(opened)) {
      List<String> here = gathering.holders();
      List<String> missing = new ArrayList<>(record.policy().names());
      missing.removeAll(here);
      json.show(
          System.out,
          JsonOption.members(
              "gathering",
              invitation.hash(),
              "here",
              here,
              "missing",
              missing,
              "complete",
              gathering.isComplete()),
          () -> {
            EscrowView.gathering(System.out, invitation);
            EscrowView.row(System.out, "here", EscrowView.names(here));
            EscrowView.row(System.out, "missing", EscrowView.names(missing));
            EscrowView.row(
                System.out,
                "enough",
                (gathering.isComplete() ? "yes: " : "not yet: ") + gathering.progress());
          });
    }
  }

  private void finish() throws Fault {
    EscrowSet opened = set.open();
    GatheringFolder gathering = shares.gathering(opened);
    gathering.requireIdentity();
    opened.requireWritable();
    wipe(gathering.identityFile());
    gathering.finish(opened);
    json.show(
        System.out,
        JsonOption.members("gathering", gathering.invitation().hash(), "finished", true),
        () ->
            EscrowView.row(
                System.out,
                "finished",
                "the gathering's identity is wiped: what was given for it opens no more"));
  }

  private static void wipe(Path identity) throws Fault {
    try (Wipe wipe = Wipe.of(List.of(identity), false, false)) {
      Wiped wiped = wipe.run(_ -> {});
      if (!wiped.complete()) {
        throw new Failed(
            "The gathering's identity is not wiped: " + String.join("; ", wiped.remaining()) + ".",
            "Mend that, and run the same command again.");
      }
    }
  }

  private CommandLine.ParameterException usage(String sentence) {
    return new CommandLine.ParameterException(spec.commandLine(), sentence);
  }
}
