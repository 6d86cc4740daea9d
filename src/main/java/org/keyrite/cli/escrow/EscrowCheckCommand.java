package org.keyrite.cli.escrow;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.escrow.life.Reissue;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.escrow.set.SetRecordReader;
import org.keyrite.escrow.slip39.ShareIndex;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Fault;
import org.keyrite.json.JsonWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyrite escrow check}: what a trustee can learn about their share alone. */
@Command(
    name = "check",
    description = {
      "Tell whether a share is whole, belongs to the set, and whose it is. Nobody learns anything"
          + " of the secret. Without SHARE it is typed at the terminal."
    })
final class EscrowCheckCommand implements Callable<Integer> {
  @Option(
      names = "--set",
      paramLabel = "FILE",
      required = true,
      description = "The set's escrow.json.")
  private Path set;

  @Option(names = "--trustee", paramLabel = "NAME", description = "Whose share it has to be.")
  private String trustee;

  @Mixin private ShareOptions shares;

  @Option(names = "--json", description = "Print the result for a program.")
  private boolean json;

  @Override
  public Integer call() throws Fault {
    SetRecord record = SetRecordReader.read(set);
    if (trustee != null) {
      Reissue.find(record, trustee);
    }
    try (Gathering gathering = shares.gatherOne(record)) {
      ShareIndex index = gathering.onlyOne();
      String holder = gathering.holder(index);
      if (trustee != null && !trustee.equals(holder)) {
        throw new Denied(
            "The share is good, but it is that of " + holder + ", not of " + trustee + ".",
            "Find out who has the other one.");
      }
      show(record, index, holder);
      return ExitStatus.DONE;
    }
  }

  private void show(SetRecord record, ShareIndex index, String holder) {
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("good", true);
      result.put("set", record.set());
      result.put("environment", record.environment());
      result.put("trustee", holder);
      result.put("group", record.policy().group(index).name());
      System.out.println(JsonWriter.write(result));
      return;
    }
    EscrowView.row(System.out, "good", "the share is whole, and the one that was given out");
    EscrowView.row(System.out, "set", record.set() + " for " + record.environment());
    EscrowView.row(System.out, "share of", record.whose(index));
    EscrowView.row(System.out, "takes", record.policy().inWords());
  }
}
