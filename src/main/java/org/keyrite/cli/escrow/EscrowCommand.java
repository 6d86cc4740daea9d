package org.keyrite.cli.escrow;

import java.time.Clock;
import java.util.List;
import org.keyrite.cli.console.Program;
import org.keyrite.os.Control;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code keyrite escrow}: the life of an identity that trustees share. */
@Command(
    name = "escrow",
    description = "Share an identity among trustees, and bring it back.",
    subcommands = {
      EscrowSplitCommand.class,
      EscrowCheckCommand.class,
      EscrowConfirmCommand.class,
      EscrowCombineCommand.class,
      EscrowGatherCommand.class,
      EscrowDrillCommand.class,
      EscrowStatusCommand.class,
      EscrowLostCommand.class,
      EscrowKitCommand.class,
      EscrowReissueCommand.class,
      EscrowReshareCommand.class,
      EscrowRotateCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class EscrowCommand implements Runnable {
  @ParentCommand private Program program;

  @Spec private CommandSpec spec;

  /** Tells the time. */
  Clock clock() {
    return program.clock();
  }

  /** What the process has denied itself. */
  List<Control> controls() {
    return program.controls();
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "Name a command: split, check, confirm, combine, gather, drill, status, lost,"
            + " kit, reissue, reshare or rotate.");
  }
}
