package org.keyrite.cli.escrow;

import java.nio.file.Path;
import java.time.Clock;
import org.keyrite.cli.console.Diagnostics;
import org.keyrite.escrow.set.EscrowSet;
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

  /** The set, of which only is read. */
  EscrowSet look() throws Fault {
    return EscrowSet.look(file, clock());
  }

  /** The set with its journal, which it adds to. */
  EscrowSet open() throws Fault {
    EscrowSet set = EscrowSet.open(file, clock());
    set.mended()
        .ifPresent(sentence -> System.err.println("keyrite: " + Diagnostics.shown(sentence)));
    return set;
  }

  /** Tells the time. */
  Clock clock() {
    return parent.clock();
  }
}
