package org.keyrite.cli.escrow;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.escrow.life.Losses;
import org.keyrite.escrow.life.SetStatus;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.fault.Fault;
import org.keyrite.json.JsonWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code keyrite escrow lost}: records that a share was lost. */
@Command(
    name = "lost",
    description = "Record that trustees lost their shares, or found them again.")
final class EscrowLostCommand implements Callable<Integer> {
  @ParentCommand private EscrowCommand parent;

  @Option(
      names = "--set",
      paramLabel = "FILE",
      required = true,
      description = "The set's escrow.json; the journal beside it is added to.")
  private Path set;

  @Option(names = "--found", description = "They found what they had lost.")
  private boolean found;

  @Option(names = "--json", description = "Print the result for a program.")
  private boolean json;

  @Parameters(paramLabel = "TRUSTEE", arity = "1..*", description = "Who it was.")
  private List<String> trustees;

  @Override
  public Integer call() throws Fault {
    EscrowSet opened = EscrowSet.open(set, parent.clock());
    Losses.record(opened, trustees, found);
    SetStatus status = SetStatus.of(opened, parent.clock().instant());
    if (json) {
      System.out.println(JsonWriter.write(Map.of("spare", status.spare())));
    } else {
      EscrowView.row(
          System.out,
          found ? "found" : "lost",
          EscrowView.names(trustees.stream().distinct().toList()));
      status.warnings().forEach(warning -> EscrowView.row(System.out, "warning", warning));
      status.alarms().forEach(alarm -> EscrowView.row(System.out, "ALARM", alarm));
    }
    return status.alarms().isEmpty() ? ExitStatus.DONE : ExitStatus.DENIED;
  }
}
