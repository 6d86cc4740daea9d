package org.keyrite.cli.machine;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.keyrite.ceremony.Readiness;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.ceremony.plan.PlanReader;
import org.keyrite.cli.console.Confirmation;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.cli.console.JsonOption;
import org.keyrite.cli.console.Program;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Refused;
import org.keyrite.machine.Leftover;
import org.keyrite.machine.Leftovers;
import org.keyrite.machine.Wiped;
import org.keyrite.machine.Workspace;
import org.keyrite.machine.control.MachineControl;
import org.keyrite.machine.control.Preflight;
import org.keyrite.os.Control;
import org.keyrite.os.Hardening;
import org.keyrite.text.Visible;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code keyrite doctor}: this machine, control by control. */
@Command(
    name = "doctor",
    description = {
      "Show what of this machine could let a secret out, control by control, and what would mend"
          + " it. Nothing is changed but by --clean.",
      "Without --require and --plan this is a report, and ends with status 0."
    },
    footer = {
      "",
      "Examples:",
      "  keyrite doctor --plan plan.yaml",
      "  keyrite doctor --json > today.json"
    })
public final class DoctorCommand implements Callable<Integer> {
  @ParentCommand private Program program;

  @Spec private CommandSpec spec;

  @Option(
      names = "--require",
      paramLabel = "LIST",
      description =
          "End with status 4 unless these are well: words of the report, with commas, or all.")
  private String require;

  @Option(
      names = "--plan",
      paramLabel = "PLAN",
      description = "End with status 4 unless the preflight of this plan's ceremony would pass.")
  private Path plan;

  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      description = "The folder for the workspace, as in keyrite ceremony run.")
  private Path workspace;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder that results are to go to. Without it, the current one.")
  private Path out;

  @Option(
      names = "--clean",
      description =
          "Wipe what killed runs have left, each after a question at the terminal, before anything"
              + " is examined.")
  private boolean clean;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws Fault {
    Set<MachineControl> named = named();
    Optional<Plan> read = plan == null ? Optional.empty() : Optional.of(PlanReader.read(plan));
    List<Object> wiped = clean ? clean() : List.of();
    List<Control> controls = new ArrayList<>(program.controls());
    controls.add(Hardening.ignoreStraySignals());
    Diagnosis diagnosis =
        Diagnosis.of(
            new Diagnosis.Question(
                read,
                Optional.ofNullable(workspace),
                out == null ? Path.of("") : out,
                program.clock().instant(),
                controls));
    List<Preflight.Check> checks =
        read.map(asked -> asked.preflight().checks(diagnosis.found()::get)).orElse(List.of());
    List<MachineControl> required = new ArrayList<>(named);
    checks.forEach(check -> required.add(check.control()));
    DoctorView view =
        new DoctorView(
            diagnosis.found(),
            required,
            read.map(asked -> asked.preflight().accepted()).orElse(Map.of()));
    if (json.isAsked()) {
      System.out.println(view.json(clean ? Map.of("wiped", wiped) : Map.of()));
    } else {
      view.print(System.out);
    }
    requireWell(named, diagnosis);
    if (read.isPresent()) {
      Readiness.require(read.get(), checks, diagnosis.sandbox());
      if (diagnosis.obstacle().isPresent()) {
        throw diagnosis.obstacle().get();
      }
    }
    return ExitStatus.DONE;
  }

  private Set<MachineControl> named() {
    Set<MachineControl> named = EnumSet.noneOf(MachineControl.class);
    if (require == null) {
      return named;
    }
    if (require.equals("all")) {
      return EnumSet.allOf(MachineControl.class);
    }
    for (String word : require.split(",", -1)) {
      named.add(
          MachineControl.of(word)
              .orElseThrow(
                  () ->
                      new CommandLine.ParameterException(
                          spec.commandLine(),
                          "There is no control '"
                              + word
                              + "'; there are: "
                              + words()
                              + ", or all.")));
    }
    return named;
  }

  private static String words() {
    return Arrays.stream(MachineControl.values())
        .map(MachineControl::word)
        .collect(Collectors.joining(", "));
  }

  private static void requireWell(Set<MachineControl> named, Diagnosis diagnosis) throws Refused {
    List<String> failed = new ArrayList<>();
    for (MachineControl control : named) {
      if (!diagnosis.found().get(control).isOk()) {
        failed.add(control.word() + " (" + diagnosis.found().get(control).detail() + ")");
      }
    }
    if (!failed.isEmpty()) {
      throw new Refused(
          "This machine is not as required: " + String.join("; ", failed) + ".",
          "Mend that; the report says how.");
    }
  }

  /** Without a terminal nothing is wiped: it may be the only copy of a key. */
  private List<Object> clean() throws Refused, Failed {
    PrintStream progress = json.isAsked() ? System.err : System.out;
    List<Object> wiped = new ArrayList<>();
    Leftovers left = Workspace.whatIsLeft(Optional.ofNullable(workspace));
    left.doubt()
        .ifPresent(
            doubt ->
                progress.println(
                    Visible.of("What killed runs have left cannot be told: " + doubt + ".")));
    if (left.found().isEmpty()) {
      if (left.doubt().isEmpty()) {
        progress.println("No killed run has left anything.");
      }
      return wiped;
    }
    Confirmation terminal =
        Confirmation.atTerminal("allow the wiping", "Run it at a terminal; nothing was wiped.");
    for (Leftover leftover : left.found()) {
      if (terminal.allowsWiping(leftover, "leave it")) {
        Wiped done = leftover.wipeWhole();
        progress.println(Visible.of(leftover.path() + ": " + done.inWords()));
        wiped.add(
            JsonOption.members(
                "path", leftover.path().toString(),
                "files", done.files(),
                "overwritten-bytes", done.overwrittenBytes()));
      }
    }
    return wiped;
  }
}
