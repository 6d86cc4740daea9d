package org.keyrite.cli.escrow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.cli.console.JsonOption;
import org.keyrite.escrow.life.Confirmations;
import org.keyrite.escrow.life.SetStatus;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.fault.Fault;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keyrite escrow confirm}: records that trustees have their shares and can open them. */
@Command(
    name = "confirm",
    description = {
      "Record that trustees have their shares and can open them: each says the code that keyrite"
          + " escrow check --confirm shows them, which only their share gives."
    },
    footer = {"", "Example:", "  keyrite escrow confirm --set escrow.json alice=CODE"})
final class EscrowConfirmCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private SetOption set;

  @Mixin private JsonOption json;

  @Parameters(
      paramLabel = "TRUSTEE=CODE",
      arity = "1..*",
      description = "Name of a trustee, and the code that they said.")
  private List<String> said;

  @Override
  public Integer call() throws Fault {
    Map<String, String> codes = new LinkedHashMap<>();
    for (String one : said) {
      int equals = one.indexOf('=');
      if (equals < 1) {
        throw new CommandLine.ParameterException(
            spec.commandLine(),
            "'"
                + one
                + "' is not a trustee's name, = and a code. Put both in quotes: 'bob=1f2e …'");
      }
      if (codes.put(one.substring(0, equals), one.substring(equals + 1)) != null) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), one.substring(0, equals) + " is named twice.");
      }
    }
    EscrowSet opened = set.open();
    EscrowView.requireHere(opened);
    Confirmations.record(opened, codes);
    List<String> unseen = SetStatus.of(opened, set.clock().instant()).unseen();
    json.show(
        System.out,
        JsonOption.members("confirmed", List.copyOf(codes.keySet()), "unseen", unseen),
        () -> {
          EscrowView.row(System.out, "confirmed", EscrowView.names(List.copyOf(codes.keySet())));
          EscrowView.row(System.out, "unseen", EscrowView.names(unseen));
        });
    return ExitStatus.DONE;
  }
}
