package org.keyrite.cli.escrow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.escrow.life.Drill;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.SetEvent;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Refused;
import org.keyrite.json.JsonWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code keyrite escrow drill}: restores the identity to see that it can be done. */
@Command(
    name = "drill",
    description = {
      "Restore the identity, compare it with the record, throw it away, and add to the set's"
          + " journal who took part and whose shares are good."
    })
final class EscrowDrillCommand implements Callable<Integer> {
  @ParentCommand private EscrowCommand parent;

  @Option(
      names = "--set",
      paramLabel = "FILE",
      required = true,
      description = "The set's escrow.json; the journal beside it is added to.")
  private Path set;

  @Option(names = "--all", description = "A roll call: every trustee brings their share.")
  private boolean all;

  @Option(
      names = "--signed-off-by",
      paramLabel = "NAME",
      required = true,
      description = "Who has seen the drill and vouches for the record. Any number of them.")
  private List<String> signedOff = new ArrayList<>();

  @Mixin private ShareOptions shares;

  @Option(names = "--json", description = "Print the result for a program.")
  private boolean json;

  @Override
  public Integer call() throws Fault {
    if (!signedOff.stream().allMatch(Drill::isName)) {
      throw new Refused(
          "Who vouches for the drill has no name that can be recorded.",
          "Write it after --signed-off-by, in up to 200 visible characters.");
    }
    EscrowSet opened = EscrowSet.open(set, parent.clock());
    opened.requireWritable();
    Drill.Held held;
    try (Gathering gathering = shares.gather(Optional.of(opened.record()), all)) {
      held = Drill.hold(opened, gathering, all, signedOff);
    }
    show(held.event(), opened.journal().lastHash());
    if (!held.event().restored()) {
      throw new Denied(held.problem(), "The journal says so. Reissue, or rotate while you can.");
    }
    if (!held.event().faulty().isEmpty() || (all && !held.event().absent().isEmpty())) {
      throw new Denied(
          "The identity was restored, but not every share is good and here.",
          "See to the shares of those who are named, and hold the drill again.");
    }
    return ExitStatus.DONE;
  }

  private void show(SetEvent.DrillHeld held, String journalHash) {
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("restored", held.restored());
      result.put("good", held.good());
      result.put("faulty", held.faulty());
      result.put("absent", held.absent());
      result.put("unreadable", held.unreadable());
      result.put("journal", journalHash);
      System.out.println(JsonWriter.write(result));
      return;
    }
    EscrowView.row(System.out, "restored", held.restored() ? "yes, and thrown away" : "no");
    EscrowView.row(System.out, "good", EscrowView.names(held.good()));
    EscrowView.row(System.out, "faulty", EscrowView.names(held.faulty()));
    EscrowView.row(System.out, "not here", EscrowView.names(held.absent()));
    if (!held.unreadable().isEmpty()) {
      EscrowView.row(
          System.out, "unreadable", EscrowView.names(held.unreadable()) + ", as the files say");
    }
    EscrowView.row(System.out, "journal", journalHash);
  }
}
