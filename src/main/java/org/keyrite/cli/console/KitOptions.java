package org.keyrite.cli.console;

import java.nio.file.Path;
import java.util.Optional;
import org.keyrite.escrow.set.PaperKits;
import org.keyrite.escrow.sheet.KitFolder;
import picocli.CommandLine.Option;

/** Where the papers of trustees without recipient are made. */
public final class KitOptions {
  /** What is to be done with sheets. */
  public static final String PRINT =
      "Print the sheets from memory, at a printer without network, check each, and switch the"
          + " machine off: until then they lie there.";

  @Option(
      names = "--kits",
      paramLabel = "DIR",
      description = "The folder in memory for what is printed for trustees without recipient.")
  private Path folder;

  @Option(names = "--practice", description = "Mark what is printed as for practice.")
  private boolean practice;

  /** The maker of paper kits, if there is a folder for them; the caller closes it. */
  public Optional<PaperKits> maker() {
    return Optional.ofNullable(folder).map(name -> new KitFolder(name, practice));
  }
}
