package org.keyrite.cli.escrow;

import java.nio.file.Path;
import java.time.Clock;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.fault.Fault;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The set that a command is about. */
final class SetOption {
  @ParentCommand private EscrowCommand parent;

  @Option(
      names = "--set",
      paramLabel = "FILE",
      required = true,
      description = "The set's escrow.json. Its journal is in the same folder.")
  private Path file;

  /** The set's public facts. */
  SetRecord record() throws Fault {
    return EscrowSet.record(file);
  }

  /** The set with its journal, which it adds to. */
  EscrowSet open() throws Fault {
    return EscrowSet.open(file, clock());
  }

  /** Tells the time. */
  Clock clock() {
    return parent.clock();
  }
}
