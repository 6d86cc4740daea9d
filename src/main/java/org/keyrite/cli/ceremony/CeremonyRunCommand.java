package org.keyrite.cli.ceremony;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keyrite.ceremony.Ceremony;
import org.keyrite.ceremony.Operator;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.ceremony.plan.PlanReader;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.cli.console.Interruption;
import org.keyrite.cli.console.JsonOption;
import org.keyrite.cli.console.KitOptions;
import org.keyrite.cli.console.OutOption;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.SharedIdentity;
import org.keyrite.escrow.set.PaperKits;
import org.keyrite.fault.Fault;
import org.keyrite.machine.Wiped;
import org.keyrite.os.Control;
import org.keyrite.os.Hardening;
import org.keyrite.text.Columns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code keyrite ceremony run}: holds the ceremony. */
@Command(
    name = "run",
    description = "Hold the ceremony that a plan describes, and write its bundle.",
    footer = {"", "Example:", "  keyrite ceremony run plan.yaml --out bundle"})
final class CeremonyRunCommand implements Callable<Integer> {
  @ParentCommand private CeremonyCommand parent;

  @Parameters(paramLabel = "PLAN", description = "The plan's file.")
  private Path plan;

  @Mixin private OutOption out;

  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      description =
          "The tmpfs or ramfs folder for the workspace. Without it, the first of"
              + " $$XDG_RUNTIME_DIR, /dev/shm and /tmp that is fit.")
  private Path workspace;

  @Mixin private KitOptions papers;

  @Option(
      names = "--yes",
      description =
          "Ask nobody to compare the fingerprints: for rehearsals and automatic tests. The journal"
              + " records it.")
  private boolean yes;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws Fault {
    Plan read = PlanReader.read(plan);
    out.nameLeftovers();
    PrintStream progress = json.isAsked() ? System.err : System.out;
    Operator operator =
        yes
            ? new ConsoleOperator(progress, Optional.empty())
            : ConsoleOperator.atTerminal(progress);
    List<Control> controls = new ArrayList<>(parent.program().controls());
    controls.add(Hardening.ignoreStraySignals());
    Optional<PaperKits> kits = papers.maker();
    Ceremony.Setting setting =
        new Ceremony.Setting(
            out.folder(), Optional.ofNullable(workspace), kits, controls, parent.program().clock());
    Ceremony.Held held;
    try {
      held = Ceremony.hold(read, setting, operator, this::reportInterruption);
    } finally {
      kits.ifPresent(PaperKits::close);
    }
    json.show(
        System.out,
        JsonOption.members(
            "bundle", held.bundle().toString(),
            "files", held.files(),
            "public-values", held.publicValues(),
            "journal", held.journalHash()),
        () -> {
          progress.println();
          progress.println("Write this down with the date. It stands for the whole record:");
          progress.println("  " + held.journalHash());
          if (read.escrow()
              .map(SharedIdentity::policy)
              .filter(EscrowPolicy::needsPaper)
              .isPresent()) {
            progress.println(Columns.broken(KitOptions.PRINT, 0));
          }
        });
    return ExitStatus.DONE;
  }

  private void reportInterruption(Wiped wiped) {
    Interruption.say(
        "Workspace: " + wiped.inWords(),
        "There is a bundle only if there is a folder " + out.folder() + "; it is complete then.");
  }
}
