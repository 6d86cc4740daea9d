package org.keyrite.cli.escrow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.cli.console.JsonOption;
import org.keyrite.escrow.life.Reissue;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.PolicyChange;
import org.keyrite.escrow.set.Commitment;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.escrow.set.SetRecord.Reissued;
import org.keyrite.escrow.slip39.ShareIndex;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Refused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyrite escrow check}: what a trustee can learn about their share alone. */
@Command(
    name = "check",
    description = {
      "Check that a share is whole and belongs to the set, and tell whose it is. Nobody learns"
          + " anything about the secret. Without SHARE, type it at the terminal."
    },
    footer = {
      "",
      "Example:",
      "  keyrite escrow check --set escrow.json -i alice.identity alice.share.age"
    })
final class EscrowCheckCommand implements Callable<Integer> {
  private static final String BOUND = "the one that the share was made with";
  private static final String GREW = BOUND + ", but for what was reissued since";
  private static final String UNBOUND =
      "not bound: this share does not say with which record it was made. Compare these facts with"
          + " the sheet, or have another trustee check theirs";

  @Mixin private SetOption set;

  @Option(
      names = "--trustee",
      paramLabel = "NAME",
      description = "Accept the share of this trustee only.")
  private String trustee;

  @Option(
      names = "--confirm",
      description =
          "Show the code that only this share gives. Tell it to whoever made the set, so that they"
              + " know that you can open it (keyrite escrow confirm).")
  private boolean confirm;

  @Mixin private ShareOptions shares;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws Fault {
    EscrowSet opened = set.look();
    SetRecord record = opened.record();
    if (trustee != null) {
      Reissue.find(record, trustee);
    }
    try (Gathering gathering = shares.gatherOne(opened)) {
      ShareIndex index = gathering.onlyOne();
      String holder = gathering.holder(index);
      Optional<List<Reissued>> since = gathering.reissuedSince(index);
      if (trustee != null && !trustee.equals(holder)) {
        throw new Denied(
            "The share is good, but it belongs to " + holder + ", not to " + trustee + ".",
            "Find out who has the other one.");
      }
      Map<String, Object> result =
          JsonOption.members(
              "good", true,
              "set", record.set(),
              "environment", record.environment(),
              "trustee", holder,
              "group", record.policy().group(index).name(),
              "recipient", record.recipient(),
              "policy", record.policy().inWords(),
              "trustees",
                  record.policy().trustees().stream().map(EscrowCheckCommand::json).toList(),
              "purpose", record.policy().purpose().texts(),
              "record", record.hash(),
              "bound", since.isPresent(),
              "reissued-since", since.orElse(List.of()).stream().map(Reissued::trustee).toList());
      Optional<String> code =
          confirm ? Optional.of(code(record, index, gathering)) : Optional.empty();
      code.ifPresent(shown -> result.put("confirmation", shown));
      EscrowView.replaced(result, opened.replaced());
      json.show(
          System.out,
          result,
          () -> {
            EscrowView.row(
                System.out, "good", "the share is whole, and the one that was given out");
            EscrowView.set(System.out, record);
            EscrowView.row(System.out, "share of", record.whose(index));
            EscrowView.row(System.out, "takes", record.policy().inWords());
            EscrowView.trustees(System.out, record.policy());
            record
                .policy()
                .purpose()
                .texts()
                .forEach((key, text) -> EscrowView.row(System.out, key, text));
            EscrowView.row(System.out, "record", record.shortHash());
            EscrowView.row(
                System.out, "", since.map(all -> all.isEmpty() ? BOUND : GREW).orElse(UNBOUND));
            since.orElse(List.of()).forEach(reissued -> show(reissued));
            code.ifPresent(
                shown ->
                    EscrowView.row(
                        System.out, "code", shown + ": read it by voice to whoever made the set"));
            EscrowView.replaced(System.out, opened);
          });
      return ExitStatus.DONE;
    }
  }

  private static String code(SetRecord record, ShareIndex index, Gathering gathering)
      throws Refused {
    Commitment commitment = record.commitment(index);
    if (commitment.confirmation().isEmpty()) {
      throw new Refused(
          "The record has no codes: the set was made by keyrite 0.1.",
          "Take part in a drill instead, which shows as much.");
    }
    return commitment.code(gathering.share(index));
  }

  private static void show(Reissued reissued) {
    EscrowView.row(
        System.out,
        "REISSUED",
        reissued.trustee()
            + ": the share was for "
            + PolicyChange.recipient(reissued.was())
            + ". Ask whether "
            + reissued.trustee()
            + " has it");
  }

  private static Map<String, Object> json(EscrowPolicy.Trustee trustee) {
    Map<String, Object> members = JsonOption.members("name", trustee.name());
    trustee.recipient().ifPresent(to -> members.put("recipient", to.toString()));
    return members;
  }
}
