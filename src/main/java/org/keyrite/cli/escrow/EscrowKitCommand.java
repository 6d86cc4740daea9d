package org.keyrite.cli.escrow;

import java.util.List;
import java.util.concurrent.Callable;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.cli.console.JsonOption;
import org.keyrite.cli.console.KitOptions;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.PaperKits;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.escrow.slip39.ShareIndex;
import org.keyrite.fault.Fault;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code keyrite escrow kit}: a trustee's share on a sheet of paper. */
@Command(
    name = "kit",
    description = {
      "Make the recovery sheet of a share: its words, their QR code, and instructions. You get a"
          + " page to print, and the same as text. Without SHARE, type it at the terminal."
    },
    footer = {
      "",
      "Example:",
      "  keyrite escrow kit --set escrow.json --kits /dev/shm/kits carol.txt"
    })
final class EscrowKitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private SetOption set;

  @Mixin private KitOptions papers;

  @Mixin private ShareOptions shares;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws Fault {
    EscrowSet opened = set.look();
    SetRecord record = opened.record();
    PaperKits kits =
        papers
            .maker()
            .orElseThrow(
                () ->
                    new CommandLine.ParameterException(
                        spec.commandLine(), "Name a folder in memory for the sheet, with --kits."));
    kits.requirePlace();
    try (kits;
        Gathering gathering = shares.gatherOne(opened)) {
      ShareIndex index = gathering.onlyOne();
      kits.print(record, gathering.share(index)).close();
      kits.commit();
      kits.settled();
      List<String> files = record.kitFiles(index);
      json.show(
          System.out,
          JsonOption.members(
              "set", record.set(),
              "trustee", gathering.holder(index),
              "files", files),
          () -> {
            EscrowView.row(System.out, "share of", record.whose(index));
            files.forEach(file -> EscrowView.row(System.out, "sheet", file));
            EscrowView.say(System.out, KitOptions.PRINT);
          });
      return ExitStatus.DONE;
    }
  }
}
