package org.keyrite.cli.escrow;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.escrow.life.SetStatus;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.fault.Fault;
import org.keyrite.json.JsonWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code keyrite escrow status}: how a set stands. */
@Command(
    name = "status",
    description = {
      "Show who was last seen with their share, warn when a drill is due or not one more share may"
          + " be lost, and end with status 3 when too few are left."
    })
final class EscrowStatusCommand implements Callable<Integer> {
  @ParentCommand private EscrowCommand parent;

  @Option(
      names = "--set",
      paramLabel = "FILE",
      required = true,
      description = "The set's escrow.json; the journal beside it is read.")
  private Path set;

  @Option(names = "--json", description = "Print the result for a program.")
  private boolean json;

  @Override
  public Integer call() throws Fault {
    EscrowSet opened = EscrowSet.open(set, parent.clock());
    SetStatus status = SetStatus.of(opened, parent.clock().instant());
    if (json) {
      System.out.println(JsonWriter.write(result(opened, status)));
    } else {
      show(opened, status);
    }
    return status.alarms().isEmpty() ? ExitStatus.DONE : ExitStatus.DENIED;
  }

  private static void show(EscrowSet set, SetStatus status) {
    EscrowView.row(System.out, "set", set.record().set() + " for " + set.record().environment());
    EscrowView.row(System.out, "takes", set.record().policy().inWords());
    for (SetStatus.Holder holder : status.holders()) {
      EscrowView.row(
          System.out,
          word(holder),
          holder.name() + " (" + holder.group() + ") since " + holder.since());
    }
    EscrowView.row(
        System.out, "drill", status.lastDrill().map(Instant::toString).orElse("none yet"));
    EscrowView.row(System.out, "spare", Math.max(status.spare(), 0) + " more may be lost");
    status.warnings().forEach(warning -> EscrowView.row(System.out, "warning", warning));
    status.alarms().forEach(alarm -> EscrowView.row(System.out, "ALARM", alarm));
  }

  private static String word(SetStatus.Holder holder) {
    return holder.condition().name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> result(EscrowSet set, SetStatus status) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("set", set.record().set());
    result.put("environment", set.record().environment());
    result.put("recipient", set.record().recipient());
    List<Object> holders = new ArrayList<>();
    for (SetStatus.Holder holder : status.holders()) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("name", holder.name());
      members.put("group", holder.group());
      members.put("share", word(holder));
      members.put("since", holder.since().toString());
      holders.add(members);
    }
    result.put("trustees", holders);
    status.lastDrill().ifPresent(time -> result.put("last-drill", time.toString()));
    result.put("spare", status.spare());
    result.put("warnings", status.warnings());
    result.put("alarms", status.alarms());
    return result;
  }
}
