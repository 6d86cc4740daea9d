package org.keyrite.cli.escrow;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keyrite.age.Recipient;
import org.keyrite.age.header.AgeException;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.cli.console.Interruption;
import org.keyrite.cli.console.JsonOption;
import org.keyrite.cli.console.KitOptions;
import org.keyrite.cli.console.OutOption;
import org.keyrite.escrow.life.NewSet;
import org.keyrite.escrow.life.Reissue;
import org.keyrite.escrow.policy.EscrowPolicyReader;
import org.keyrite.escrow.policy.PolicyChange;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.PaperKits;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.escrow.slip39.ShareIndex;
import org.keyrite.fault.Fault;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code keyrite escrow reissue}: gives a trustee their lost share again. */
@Command(
    name = "reissue",
    description = {
      "Compute a lost share from other shares of its set, word for word, and encrypt it to its"
          + " trustee. From then on, use the set in the new folder.",
      EscrowView.OLD_SHARES
    },
    footer = {
      "",
      "Example:",
      "  keyrite escrow reissue --set escrow.json --trustee carol --to paper \\",
      "    --kits /dev/shm/kits --out again alice.txt bob.txt"
    })
final class EscrowReissueCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private SetOption set;

  @Option(
      names = "--trustee",
      paramLabel = "NAME",
      required = true,
      description = "Trustee who lost the share.")
  private String trustee;

  @Option(
      names = "--to",
      paramLabel = "RECIPIENT",
      required = true,
      description = "The trustee's age recipient, or paper to print the share.")
  private String to;

  @Mixin private KitOptions papers;

  @Mixin private OutOption out;

  @Mixin private ShareOptions shares;

  @Mixin private Consent consent;

  @Mixin private Fork fork;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws Fault {
    try (Interruption _ =
        Interruption.of(
            "Nothing was made", "The share was reissued, and the set goes on in " + out.folder())) {
      return reissue();
    }
  }

  private int reissue() throws Fault {
    EscrowSet opened = set.open();
    fork.require(opened);
    out.nameLeftovers();
    Optional<Recipient> recipient = recipient();
    List<String> risks = shares.requireProtection();
    Optional<PaperKits> kits = papers.maker();
    try {
      Reissue reissue =
          new Reissue(opened, new NewSet(out.folder(), kits, set.clock()).accepting(risks));
      reissue.requirePossible(trustee, recipient);
      consent.ask(
          shares.invitation(Optional.of(opened)), terminal -> show(terminal, opened, recipient));
      try (Gathering gathering = shares.gather(Optional.of(opened), false)) {
        opened.accepted(risks);
        show(reissue.make(gathering, trustee, recipient));
        return ExitStatus.DONE;
      }
    } finally {
      kits.ifPresent(PaperKits::close);
    }
  }

  private void show(PrintStream terminal, EscrowSet opened, Optional<Recipient> recipient) {
    SetRecord record = opened.record();
    ShareIndex index = record.policy().find(trustee).orElseThrow();
    Consent.show(
        terminal, "give " + trustee + " the lost share again, into " + out.folder() + ":", record);
    EscrowView.row(terminal, "share of", record.whose(index));
    EscrowView.row(terminal, "for", PolicyChange.recipient(recipient));
    EscrowView.changes(terminal, record.policy(), record.policy().with(index, recipient));
    fork.show(terminal, opened);
    Consent.showFinal(
        terminal,
        "Who has that recipient's identity, or the paper, has the share. " + EscrowView.OLD_SHARES);
  }

  private Optional<Recipient> recipient() {
    try {
      return EscrowPolicyReader.recipient(to, PolicyOptions.plugins());
    } catch (AgeException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--to: not an age recipient, nor paper: " + e.getMessage() + ".", e);
    }
  }

  private void show(SetRecord record) {
    json.show(
        System.out,
        JsonOption.members(
            "set", record.set(),
            "trustee", trustee,
            "folder", out.folder().toString()),
        () -> {
          EscrowView.row(System.out, "reissued", trustee + ", the same words as before");
          EscrowView.row(
              System.out,
              "folder",
              out.folder() + ": the share, and the record and journal to use from now on");
          EscrowView.say(System.out, EscrowView.OLD_SHARES);
        });
  }
}
