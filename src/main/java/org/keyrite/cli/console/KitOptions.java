package org.keyrite.cli.console;

import java.nio.file.Path;
import java.util.Optional;
import org.keyrite.escrow.set.PaperKits;
import org.keyrite.escrow.sheet.KitFolder;
import picocli.CommandLine.Option;

/** Where the recovery sheets of trustees without a recipient are made. */
public final class KitOptions {
  /** Said after sheets were made. */
  public static final String PRINT =
      "Print the sheets from memory, at a printer without network, check each, and switch the"
          + " machine off: until then they lie there.";

  @Option(
      names = "--kits",
      paramLabel = "DIR",
      description = "tmpfs folder for the recovery sheets of trustees who have no key.")
  private Path folder;

  @Option(names = "--practice", description = "Mark the sheets as practice.")
  private boolean practice;

  /** The maker of paper kits, if there is a folder for them; the caller closes it. */
  public Optional<PaperKits> maker() {
    return Optional.ofNullable(folder).map(name -> new KitFolder(name, practice));
  }
}
