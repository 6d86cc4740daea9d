package org.keyrite.cli.ceremony;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.keyrite.ceremony.GeneratorHere;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.ceremony.plan.PlanReader;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.cli.console.JsonOption;
import org.keyrite.fault.Fault;
import org.keyrite.machine.control.MachineControl;
import org.keyrite.trust.Policy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code keyrite ceremony check}: reads a plan and shows what it will do; runs nothing. */
@Command(
    name = "check",
    description = {
      "Read a plan and show what its ceremony will do. This runs nothing and writes nothing.",
      "Print the output and take it to the ceremony, where people compare the fingerprints."
    },
    footer = {"", "Example:", "  keyrite ceremony check plan.yaml"})
final class CeremonyCheckCommand implements Callable<Integer> {
  @ParentCommand private CeremonyCommand parent;

  @Parameters(paramLabel = "PLAN", description = "The plan's file.")
  private Path plan;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws Fault {
    Plan read = PlanReader.read(plan);
    GeneratorHere here = GeneratorHere.of(read.generator(), parent.program().clock().instant());
    PrintStream out = System.out;
    json.show(out, result(read, here), () -> PlanView.print(read, here, out));
    return ExitStatus.DONE;
  }

  static Map<String, Object> result(Plan plan, GeneratorHere here) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("valid", true);
    result.put("name", plan.name());
    result.put("environment", plan.environment());
    result.put("plan-sha256", plan.sha256());
    Map<String, Object> fingerprints = new LinkedHashMap<>();
    plan.recipients()
        .forEach(recipient -> fingerprints.put(recipient.name(), recipient.fingerprint()));
    result.put("fingerprints", fingerprints);
    plan.escrow()
        .ifPresent(
            escrow -> {
              result.put("escrow", escrow.policy().inWords());
              Map<String, Object> trustees = new LinkedHashMap<>();
              plan.trustees()
                  .forEach(trustee -> trustees.put(trustee.name(), PlanView.fingerprint(trustee)));
              result.put("trustees", trustees);
            });
    result.put("required", plan.preflight().required().stream().map(MachineControl::word).toList());
    Map<String, Object> accepted = new LinkedHashMap<>();
    plan.preflight().accepted().forEach((item, reason) -> accepted.put(item.word(), reason));
    result.put("accepted", accepted);
    plan.generator()
        .trust()
        .flatMap(Policy::origin)
        .ifPresent(origin -> result.put("trust-sha256", origin.sha256()));
    result.put("generator-here", here.finding().word());
    here.sha256().ifPresent(hash -> result.put("generator-here-sha256", hash));
    return result;
  }
}
