package org.keyrite.cli.escrow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.cli.console.JsonOption;
import org.keyrite.escrow.life.SetStatus;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Replaced;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.fault.Fault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keyrite escrow status}: the condition of a set. */
@Command(
    name = "status",
    description = {
      "Show when each trustee was last seen with their share. Warn if a drill is due, or if losing"
          + " one more share could lose the identity; end with status 3 if too few are left."
    },
    footer = {"", "Example:", "  keyrite escrow status --set escrow.json"})
final class EscrowStatusCommand implements Callable<Integer> {
  @Mixin private SetOption set;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws Fault {
    EscrowSet opened = set.open();
    SetStatus status = SetStatus.of(opened, set.clock().instant());
    Optional<List<String>> awaited = status.replaced().flatMap(by -> awaited(opened, by));
    Map<String, Object> result = result(opened, status);
    awaited.ifPresent(names -> result.put("awaited", names));
    json.show(System.out, result, () -> show(opened, status, awaited));
    return status.alarms().isEmpty() ? ExitStatus.DONE : ExitStatus.DENIED;
  }

  /**
   * The trustees of the set that took this one's place who have not shown yet that they can open
   * their shares; empty if that set is not to be found.
   */
  private Optional<List<String>> awaited(EscrowSet old, Replaced by) {
    Optional<Path> file = by.folder().map(folder -> Path.of(folder, SetRecord.FILE));
    if (file.filter(Files::exists).isEmpty() || by.set().equals(old.record().set())) {
      return Optional.empty();
    }
    try {
      EscrowSet next = EscrowSet.look(file.get(), set.clock());
      return next.record().set().equals(by.set())
          ? Optional.of(SetStatus.of(next, set.clock().instant()).unseen())
          : Optional.empty();
    } catch (Fault e) {
      return Optional.empty(); // Whoever works with that set is told.
    }
  }

  private static void show(EscrowSet set, SetStatus status, Optional<List<String>> awaited) {
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
    status.failedDrills().stream()
        .reduce((_, last) -> last)
        .ifPresent(last -> show(last, status.failedDrills().size()));
    EscrowView.replaced(System.out, set);
    awaited.ifPresent(
        names ->
            EscrowView.row(
                System.out,
                "retired",
                names.isEmpty()
                    ? "yes: every trustee there has shown that they can open their share"
                    : "not yet: nobody has heard from " + EscrowView.names(names) + " there"));
    EscrowView.row(System.out, "spare", Math.max(status.spare(), 0) + " more may be lost");
    EscrowView.troubles(System.out, status);
  }

  private static void show(SetStatus.FailedDrill last, int count) {
    EscrowView.row(
        System.out,
        "FAILED",
        "drill of "
            + last.time()
            + ": faulty "
            + EscrowView.names(last.faulty())
            + "; not here "
            + EscrowView.names(last.absent()));
    EscrowView.row(
        System.out, "", count == 1 ? "1 failed drill" : count + " failed drills in a row");
  }

  private static String word(SetStatus.Holder holder) {
    return holder.condition().name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> result(EscrowSet set, SetStatus status) {
    Map<String, Object> result =
        JsonOption.members(
            "set", set.record().set(),
            "environment", set.record().environment(),
            "recipient", set.record().recipient());
    List<Object> holders = new ArrayList<>();
    for (SetStatus.Holder holder : status.holders()) {
      holders.add(
          JsonOption.members(
              "name", holder.name(),
              "group", holder.group(),
              "share", word(holder),
              "since", holder.since().toString()));
    }
    result.put("trustees", holders);
    status.lastDrill().ifPresent(time -> result.put("last-drill", time.toString()));
    result.put("failed-drills", status.failedDrills().size());
    status.failedDrills().stream()
        .reduce((_, last) -> last)
        .ifPresent(
            last ->
                result.put(
                    "last-failed-drill",
                    JsonOption.members(
                        "time", last.time().toString(),
                        "faulty", last.faulty(),
                        "absent", last.absent())));
    EscrowView.replaced(result, status.replaced());
    result.put("spare", status.spare());
    result.put("warnings", status.warnings());
    result.put("alarms", status.alarms());
    return result;
  }
}
