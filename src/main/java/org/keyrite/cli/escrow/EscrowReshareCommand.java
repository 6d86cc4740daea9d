package org.keyrite.cli.escrow;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keyrite.age.NativeIdentity;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.cli.console.Interruption;
import org.keyrite.cli.console.JsonOption;
import org.keyrite.cli.console.KitOptions;
import org.keyrite.cli.console.OutOption;
import org.keyrite.escrow.life.NewSet;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.PaperKits;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.fault.Fault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keyrite escrow reshare}: other trustees, or another policy, for the same identity. */
@Command(
    name = "reshare",
    description = {
      "Restore the identity and split it again, for other trustees or under another policy.",
      EscrowView.OLD_SHARES
    },
    footer = {
      "",
      "Example:",
      "  keyrite escrow reshare --set escrow.json --policy next.yaml --out next \\",
      "    alice.txt bob.txt"
    })
final class EscrowReshareCommand implements Callable<Integer> {
  @Mixin private SetOption set;

  @Mixin private PolicyOptions policy;

  @Mixin private KitOptions papers;

  @Mixin private OutOption out;

  @Mixin private ShareOptions shares;

  @Mixin private Consent consent;

  @Mixin private Fork fork;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws Fault {
    try (Interruption _ =
        Interruption.of("Nothing was made", "The new set is complete in " + out.folder())) {
      return reshare();
    }
  }

  private int reshare() throws Fault {
    EscrowSet old = set.open();
    fork.require(old);
    out.nameLeftovers();
    EscrowPolicy next = policy.read(Optional.of(old.record().environment())).shared().policy();
    List<String> risks = shares.requireProtection();
    Optional<PaperKits> kits = papers.maker();
    try {
      NewSet target = new NewSet(out.folder(), kits, set.clock()).accepting(risks);
      target.requirePlace(next);
      old.requireWritable();
      consent.ask(shares.invitation(Optional.of(old)), terminal -> show(terminal, old, next));
      try (Gathering gathering = shares.gather(Optional.of(old), false);
          NativeIdentity identity = gathering.restore()) {
        old.accepted(risks);
        NewSet.Made made = target.reshare(old, identity, next, gathering.holders());
        json.show(
            System.out,
            EscrowView.result(made, out.folder()),
            () -> {
              EscrowView.show(made, out.folder(), System.out);
              System.out.println();
              EscrowView.say(System.out, EscrowView.OLD_SHARES);
            });
        return ExitStatus.DONE;
      }
    } finally {
      kits.ifPresent(PaperKits::close);
    }
  }

  private void show(PrintStream terminal, EscrowSet opened, EscrowPolicy next) {
    SetRecord old = opened.record();
    Consent.show(
        terminal, "restore the identity and split it again, into " + out.folder() + ":", old);
    EscrowView.row(terminal, "takes", next.inWords());
    EscrowView.trustees(terminal, next);
    EscrowView.changes(terminal, old.policy(), next);
    fork.show(terminal, opened);
    Consent.showFinal(
        terminal,
        "The new trustees have the identity between them, and nobody can take it back. "
            + EscrowView.OLD_SHARES);
  }
}
