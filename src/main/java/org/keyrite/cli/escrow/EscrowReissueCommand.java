package org.keyrite.cli.escrow;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keyrite.age.Recipient;
import org.keyrite.age.header.AgeException;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.cli.console.KitOptions;
import org.keyrite.escrow.life.NewSet;
import org.keyrite.escrow.life.Reissue;
import org.keyrite.escrow.policy.PolicyArguments;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.PaperKits;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.fault.Fault;
import org.keyrite.json.JsonWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code keyrite escrow reissue}: gives a trustee their lost share again. */
@Command(
    name = "reissue",
    description = {
      "Compute a lost share from others of its set, word for word, and encrypt it to its trustee."
          + " The set goes on in the new folder.",
      EscrowView.OLD_SHARES
    })
final class EscrowReissueCommand implements Callable<Integer> {
  @ParentCommand private EscrowCommand parent;

  @Spec private CommandSpec spec;

  @Option(
      names = "--set",
      paramLabel = "FILE",
      required = true,
      description = "The set's escrow.json; the journal beside it is added to.")
  private Path set;

  @Option(names = "--trustee", paramLabel = "NAME", required = true, description = "Who lost it.")
  private String trustee;

  @Option(
      names = "--to",
      paramLabel = "RECIPIENT",
      required = true,
      description = "Whom the share is encrypted to, or paper.")
  private String to;

  @Mixin private KitOptions papers;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The folder for the share, the record and the journal: a new name.")
  private Path out;

  @Mixin private ShareOptions shares;

  @Option(names = "--json", description = "Print the result for a program.")
  private boolean json;

  @Override
  public Integer call() throws Fault {
    EscrowSet opened = EscrowSet.open(set, parent.clock());
    Optional<Recipient> recipient = recipient();
    Optional<PaperKits> kits = papers.maker();
    try {
      Reissue reissue = new Reissue(opened, new NewSet(out, kits, parent.clock()));
      reissue.requirePossible(trustee, recipient);
      try (Gathering gathering = shares.gather(Optional.of(opened.record()), false)) {
        show(reissue.make(gathering, trustee, recipient));
        return ExitStatus.DONE;
      }
    } finally {
      kits.ifPresent(PaperKits::close);
    }
  }

  private Optional<Recipient> recipient() {
    try {
      return PolicyArguments.recipient(to);
    } catch (AgeException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--to takes a recipient, or paper: " + e.getMessage() + ".", e);
    }
  }

  private void show(SetRecord record) {
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("set", record.set());
      result.put("trustee", trustee);
      result.put("folder", out.toString());
      System.out.println(JsonWriter.write(result));
      return;
    }
    EscrowView.row(System.out, "reissued", trustee + ", the same words as before");
    EscrowView.row(
        System.out,
        "folder",
        out + ": the share, and the record and journal with which the set goes on from now");
    EscrowView.say(System.out, EscrowView.OLD_SHARES);
  }
}
