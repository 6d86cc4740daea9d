package org.keyrite.cli.escrow;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.cli.console.KitOptions;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.PaperKits;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.escrow.set.SetRecordReader;
import org.keyrite.escrow.slip39.ShareIndex;
import org.keyrite.fault.Fault;
import org.keyrite.json.JsonWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code keyrite escrow kit}: a trustee's share on a sheet of paper. */
@Command(
    name = "kit",
    description = {
      "Make the recovery sheet of a share: the words, their QR code, and what to do in need. It is"
          + " a page to print, and the same as text. Without SHARE it is typed at the terminal."
    })
final class EscrowKitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--set",
      paramLabel = "FILE",
      required = true,
      description = "The set's escrow.json.")
  private Path set;

  @Mixin private KitOptions papers;

  @Mixin private ShareOptions shares;

  @Option(names = "--json", description = "Print the result for a program.")
  private boolean json;

  @Override
  public Integer call() throws Fault {
    SetRecord record = SetRecordReader.read(set);
    PaperKits kits =
        papers
            .maker()
            .orElseThrow(
                () ->
                    new CommandLine.ParameterException(
                        spec.commandLine(), "Name a folder in memory for the sheet, with --kits."));
    kits.requirePlace();
    try (kits;
        Gathering gathering = shares.gatherOne(record)) {
      ShareIndex index = gathering.onlyOne();
      kits.print(record, gathering.share(index)).close();
      kits.commit();
      show(record, index);
      return ExitStatus.DONE;
    }
  }

  private void show(SetRecord record, ShareIndex index) {
    List<String> files = record.kitFiles(index);
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("set", record.set());
      result.put("trustee", record.policy().trustee(index).name());
      result.put("files", files);
      System.out.println(JsonWriter.write(result));
      return;
    }
    EscrowView.row(System.out, "share of", record.whose(index));
    files.forEach(file -> EscrowView.row(System.out, "sheet", file));
    EscrowView.say(System.out, KitOptions.PRINT);
  }
}
