package org.keyrite.cli.escrow;

import java.util.List;
import java.util.concurrent.Callable;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.cli.console.Interruption;
import org.keyrite.cli.console.JsonOption;
import org.keyrite.escrow.life.Losses;
import org.keyrite.escrow.life.SetStatus;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.fault.Fault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keyrite escrow lost}: records that a share was lost. */
@Command(
    name = "lost",
    description = "Record that trustees lost their shares, or found them again.",
    footer = {"", "Example:", "  keyrite escrow lost --set escrow.json carol"})
final class EscrowLostCommand implements Callable<Integer> {
  @Mixin private SetOption set;

  @Option(names = "--found", description = "Record that the trustees found their shares again.")
  private boolean found;

  @Mixin private Fork fork;

  @Mixin private JsonOption json;

  @Parameters(paramLabel = "TRUSTEE", arity = "1..*", description = "Name of a trustee.")
  private List<String> trustees;

  @Override
  public Integer call() throws Fault {
    try (Interruption _ = Interruption.of("Nothing was recorded", "The journal has it")) {
      return tell();
    }
  }

  private int tell() throws Fault {
    EscrowSet opened = set.open();
    fork.require(opened);
    Losses.record(opened, trustees, found);
    SetStatus status = SetStatus.of(opened, set.clock().instant());
    json.show(
        System.out,
        JsonOption.members("spare", status.spare()),
        () -> {
          EscrowView.row(
              System.out,
              found ? "found" : "lost",
              EscrowView.names(trustees.stream().distinct().toList()));
          EscrowView.troubles(System.out, status);
        });
    return status.alarms().isEmpty() ? ExitStatus.DONE : ExitStatus.DENIED;
  }
}
