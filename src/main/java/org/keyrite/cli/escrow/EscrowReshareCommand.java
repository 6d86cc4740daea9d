package org.keyrite.cli.escrow;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keyrite.age.NativeIdentity;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.cli.console.KitOptions;
import org.keyrite.escrow.life.NewSet;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.PaperKits;
import org.keyrite.fault.Fault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code keyrite escrow reshare}: other trustees, or another policy, for the same identity. */
@Command(
    name = "reshare",
    description = {
      "Restore the identity and split it again, for other trustees or under another policy.",
      EscrowView.OLD_SHARES
    })
final class EscrowReshareCommand implements Callable<Integer> {
  @ParentCommand private EscrowCommand parent;

  @Option(
      names = "--set",
      paramLabel = "FILE",
      required = true,
      description = "The old set's escrow.json; the journal beside it is added to.")
  private Path set;

  @Mixin private PolicyOptions policy;

  @Mixin private KitOptions papers;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The folder for the new shares and record: a new name.")
  private Path out;

  @Mixin private ShareOptions shares;

  @Option(names = "--json", description = "Print the result for a program.")
  private boolean json;

  @Override
  public Integer call() throws Fault {
    EscrowSet old = EscrowSet.open(set, parent.clock());
    EscrowPolicy next = policy.read(Optional.of(old.record().environment())).shared().policy();
    Optional<PaperKits> kits = papers.maker();
    try {
      NewSet target = new NewSet(out, kits, parent.clock());
      target.requirePlace(next);
      old.requireWritable();
      try (Gathering gathering = shares.gather(Optional.of(old.record()), false);
          NativeIdentity identity = gathering.restore()) {
        show(
            target.reshare(
                old, identity, next, gathering.present().stream().map(gathering::holder).toList()));
        return ExitStatus.DONE;
      }
    } finally {
      kits.ifPresent(PaperKits::close);
    }
  }

  private void show(NewSet.Made made) {
    EscrowView.show(made, out, json, System.out);
    if (!json) {
      System.out.println();
      EscrowView.say(System.out, EscrowView.OLD_SHARES);
    }
  }
}
