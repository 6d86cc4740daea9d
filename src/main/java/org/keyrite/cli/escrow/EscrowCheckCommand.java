package org.keyrite.cli.escrow;

import java.util.concurrent.Callable;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.cli.console.JsonOption;
import org.keyrite.escrow.life.Reissue;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.escrow.slip39.ShareIndex;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Fault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyrite escrow check}: what a trustee can learn about their share alone. */
@Command(
    name = "check",
    description = {
      "Check that a share is whole and belongs to the set, and tell whose it is. Nobody learns"
          + " anything about the secret. Without SHARE, type it at the terminal."
    },
    footer = {
      "",
      "Example:",
      "  keyrite escrow check --set escrow.json -i alice.identity alice.share.age"
    })
final class EscrowCheckCommand implements Callable<Integer> {
  @Mixin private SetOption set;

  @Option(
      names = "--trustee",
      paramLabel = "NAME",
      description = "Accept the share of this trustee only.")
  private String trustee;

  @Mixin private ShareOptions shares;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws Fault {
    SetRecord record = set.record();
    if (trustee != null) {
      Reissue.find(record, trustee);
    }
    try (Gathering gathering = shares.gatherOne(record)) {
      ShareIndex index = gathering.onlyOne();
      String holder = gathering.holder(index);
      if (trustee != null && !trustee.equals(holder)) {
        throw new Denied(
            "The share is good, but it belongs to " + holder + ", not to " + trustee + ".",
            "Find out who has the other one.");
      }
      json.show(
          System.out,
          JsonOption.members(
              "good", true,
              "set", record.set(),
              "environment", record.environment(),
              "trustee", holder,
              "group", record.policy().group(index).name()),
          () -> {
            EscrowView.row(
                System.out, "good", "the share is whole, and the one that was given out");
            EscrowView.row(System.out, "set", record.set() + " for " + record.environment());
            EscrowView.row(System.out, "share of", record.whose(index));
            EscrowView.row(System.out, "takes", record.policy().inWords());
          });
      return ExitStatus.DONE;
    }
  }
}
