package org.keyrite.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.keyrite.escrow.KitFolder;
import org.keyrite.escrow.PaperKits;
import picocli.CommandLine.Option;

/** Where the papers of trustees without recipient are made. */
final class KitOptions {
  @Option(
      names = "--kits",
      paramLabel = "DIR",
      description = "The folder in memory for what is printed for trustees without recipient.")
  private Path folder;

  @Option(names = "--practice", description = "Mark what is printed as for practice.")
  private boolean practice;

  /** The maker of paper kits, if there is a folder for them; the caller closes it. */
  Optional<PaperKits> maker() {
    return Optional.ofNullable(folder).map(name -> new KitFolder(name, practice));
  }
}
