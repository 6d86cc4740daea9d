package org.keyrite.cli.ceremony;

import org.keyrite.cli.console.Program;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code keyrite ceremony}: the commands that take a plan. */
@Command(
    name = "ceremony",
    description = "Check and hold a key ceremony that a plan describes.",
    subcommands = {CeremonyCheckCommand.class, CeremonyRunCommand.class},
    synopsisSubcommandLabel = "COMMAND")
public final class CeremonyCommand implements Runnable {
  @ParentCommand private Program program;

  @Spec private CommandSpec spec;

  /** The program that this is a command of. */
  Program program() {
    return program;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Name a command: check or run.");
  }
}
