package org.keyrite.cli.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.cli.console.Interruption;
import org.keyrite.cli.console.ProtectionOptions;
import org.keyrite.fault.Fault;
import org.keyrite.machine.TimeLimit;
import org.keyrite.machine.Wiped;
import org.keyrite.machine.Workspace;
import org.keyrite.text.Visible;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code keyrite workspace run}: any command, in such a sandbox as a ceremony's generator has. */
@Command(
    name = "run",
    description = {
      "Run a command in a workspace: a folder in memory, in a sandbox without network. It is the"
          + " command's current folder, and is wiped when the command has ended. Only the files"
          + " that --out names come out of it."
    },
    footer = {
      "",
      "Example:",
      "  keyrite workspace run --in host.pub --out key.age -- \\",
      "    sh -c 'openssl rand -hex 32 | age -R host.pub -o key.age'"
    })
final class WorkspaceRunCommand implements Callable<Integer> {
  @ParentCommand private WorkspaceCommand parent;

  @Spec private CommandSpec spec;

  @Option(
      names = "--in",
      paramLabel = "FILE",
      description = "Copy this file into the workspace first.")
  private List<Path> inputs = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Where a file goes that comes out, if the command succeeds; in the workspace it has the"
              + " same name. All that are named come out, or none.")
  private List<Path> outputs = List.of();

  @Option(
      names = "--read",
      paramLabel = "DIR",
      description = "Let the command read this folder, and start programs from it.")
  private List<Path> folders = List.of();

  @Option(
      names = "--keep-env",
      paramLabel = "VAR",
      description = "Give the command this variable of the environment. Without it: none.")
  private List<String> variables = List.of();

  @Option(
      names = "--time-limit",
      paramLabel = "T",
      description = "End everything after this, such as 30s or 5m. Without it: 10m.")
  private String timeLimit = "10m";

  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      description =
          "The tmpfs or ramfs folder for the workspace. Without it, the first of"
              + " $$XDG_RUNTIME_DIR, /dev/shm and /tmp that is fit.")
  private Path place;

  @Mixin private ProtectionOptions protection;

  @Parameters(paramLabel = "COMMAND", arity = "1..*", description = "The command, after --.")
  private List<String> command;

  @Override
  public Integer call() throws Fault {
    Duration limit =
        TimeLimit.of(timeLimit)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(), "--time-limit takes " + TimeLimit.FORM + "."));
    Path program = SandboxedCommand.find(command.getFirst());
    protection.require(parent.program().controls());
    try (ResultFiles results = new ResultFiles(outputs);
        Workspace workspace =
            Workspace.create(Optional.ofNullable(place), WorkspaceRunCommand::interrupted)) {
      SandboxedCommand sandboxed =
          new SandboxedCommand(workspace, folders, variables, limit, protection.failuresAccepted());
      try {
        sandboxed.copyIn(inputs);
        sandboxed.run(program, command);
        results.take(workspace.folder().path());
      } catch (Fault fault) {
        workspace.requireWiped(Optional.of(fault));
        throw fault;
      }
      Wiped wiped = workspace.requireWiped(Optional.empty());
      results.keep();
      System.err.println("keyrite: Workspace: " + Visible.of(wiped.inWords()) + ".");
      return ExitStatus.DONE;
    }
  }

  private static void interrupted(Wiped wiped) {
    Interruption.say(
        "Workspace: " + wiped.inWords(), "Nothing came out of it, unless that was said before.");
  }
}
