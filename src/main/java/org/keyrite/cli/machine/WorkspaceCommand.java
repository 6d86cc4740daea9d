package org.keyrite.cli.machine;

import org.keyrite.cli.console.Program;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code keyrite workspace}: a folder in memory for what must not stay. */
@Command(
    name = "workspace",
    description = "Work in a folder in memory that is wiped afterwards.",
    subcommands = WorkspaceRunCommand.class,
    synopsisSubcommandLabel = "COMMAND")
public final class WorkspaceCommand implements Runnable {
  @ParentCommand private Program program;

  @Spec private CommandSpec spec;

  Program program() {
    return program;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Name a command: run.");
  }
}
