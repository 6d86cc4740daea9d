package org.keyrite.cli.escrow;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.cli.console.Interruption;
import org.keyrite.cli.console.JsonOption;
import org.keyrite.escrow.life.Drill;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.SetEvent;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Refused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyrite escrow drill}: restores the identity to see that it can be done. */
@Command(
    name = "drill",
    description = {
      "Restore the identity, compare it with the record, and throw it away. The set's journal"
          + " records who took part and whose shares are good."
    },
    footer = {
      "",
      "Example:",
      "  keyrite escrow drill --set escrow.json --signed-off-by eve alice.txt bob.txt"
    })
final class EscrowDrillCommand implements Callable<Integer> {
  private static final String RECORD = "record";
  private static final String MORE = "more";
  private static final String RECORD_OR_MORE =
      "Type record to record this drill as failed, more to bring another share, anything else (or"
          + " Ctrl-C) to stop without a record:";

  @Mixin private SetOption set;

  @Option(names = "--all", description = "Hold a roll call: every trustee brings their share.")
  private boolean all;

  @Option(
      names = "--signed-off-by",
      paramLabel = "NAME",
      required = true,
      description = "Somebody who saw the drill and vouches for the record. Repeatable.")
  private List<String> signedOff = new ArrayList<>();

  @Mixin private ShareOptions shares;

  @Mixin private Consent consent;

  @Mixin private Fork fork;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws Fault {
    if (!signedOff.stream().allMatch(Drill::isName)) {
      throw new Refused(
          "A name after --signed-off-by cannot be recorded.",
          "Give a name of 1 to 200 visible characters.");
    }
    try (Interruption _ =
        Interruption.of("Nothing was recorded", "The journal tells of the drill")) {
      return hold();
    }
  }

  private int hold() throws Fault {
    EscrowSet opened = set.open();
    fork.require(opened);
    opened.requireWritable();
    consent.ask(shares.invitation(Optional.of(opened)), terminal -> show(terminal, opened));
    Drill.Held held;
    try (Gathering gathering = shares.gather(Optional.of(opened), all)) {
      mend(opened.record(), gathering);
      opened.accepted(shares.requireProtection());
      held = Drill.hold(opened, gathering, all, signedOff);
    }
    show(held.event(), opened.journal().lastHash());
    if (!held.event().restored()) {
      throw new Denied(
          held.problem(), "The journal records it. Reissue shares, or rotate while you can.");
    }
    if (!held.event().faulty().isEmpty() || (all && !held.event().absent().isEmpty())) {
      throw new Denied(
          "The identity was restored, but some shares are faulty or missing.",
          "Ask the trustees who are named above, and hold the drill again.");
    }
    return ExitStatus.DONE;
  }

  /** Nobody can take a failed drill back, and it may be a slip: at a terminal, it is asked. */
  private void mend(SetRecord record, Gathering gathering) throws Fault {
    Drill.Held held = Drill.look(record, gathering, all, signedOff);
    while (!held.event().restored()) {
      SetEvent.DrillHeld now = held.event();
      String answer =
          consent.choose(terminal -> rows(terminal, now), RECORD_OR_MORE).orElse(RECORD);
      if (answer.equals(RECORD)) {
        return;
      }
      if (!answer.equals(MORE)) {
        throw new Denied(
            held.problem(), "Nothing was recorded. Begin again when the shares are there.");
      }
      shares.more(gathering);
      held = Drill.look(record, gathering, all, signedOff);
    }
  }

  private void show(PrintStream terminal, EscrowSet opened) {
    SetRecord record = opened.record();
    Consent.show(
        terminal, "restore the identity, compare it with the record and throw it away:", record);
    EscrowView.row(terminal, "takes", record.policy().inWords());
    EscrowView.row(terminal, "brought by", all ? "every trustee" : "as many as it takes");
    EscrowView.row(terminal, "seen by", EscrowView.names(signedOff));
    fork.show(terminal, opened);
    Consent.showFinal(
        terminal,
        "The set's journal records who took part and how it went; of a failure it asks first.");
  }

  private void show(SetEvent.DrillHeld held, String journalHash) {
    json.show(
        System.out,
        JsonOption.members(
            "restored", held.restored(),
            "good", held.good(),
            "faulty", held.faulty(),
            "absent", held.absent(),
            "unreadable", held.unreadable(),
            "journal", journalHash),
        () -> {
          rows(System.out, held);
          EscrowView.row(System.out, "journal", journalHash);
        });
  }

  private static void rows(PrintStream out, SetEvent.DrillHeld held) {
    EscrowView.row(out, "restored", held.restored() ? "yes, and thrown away" : "no");
    EscrowView.row(out, "good", EscrowView.names(held.good()));
    EscrowView.row(out, "faulty", EscrowView.names(held.faulty()));
    EscrowView.row(out, "not here", EscrowView.names(held.absent()));
    if (!held.unreadable().isEmpty()) {
      String names = EscrowView.names(held.unreadable());
      EscrowView.row(out, "unreadable", names + ", as the files say");
    }
  }
}
