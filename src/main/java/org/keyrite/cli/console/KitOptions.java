package org.keyrite.cli.console;

import java.nio.file.Path;
import java.util.Optional;
import org.keyrite.escrow.set.PaperKits;
import org.keyrite.escrow.sheet.KitFolder;
import org.keyrite.machine.Leftover;
import org.keyrite.machine.Workspace;
import org.keyrite.text.Visible;
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

  /**
   * The maker of paper kits, if there is a folder for them; the caller closes it. What killed runs
   * have left in memory is named, to standard error.
   */
  public Optional<PaperKits> maker() {
    if (folder != null) {
      for (Leftover left : Workspace.whatIsLeft(Optional.of(folder)).found()) {
        System.err.println(
            "keyrite: A run that was killed has left " + Visible.of(left.inWords()) + ".");
        System.err.println(
            "         Sheets beside it may be of no set. Wipe what has none, and it: keyrite wipe.");
      }
    }
    return Optional.ofNullable(folder).map(name -> new KitFolder(name, practice));
  }
}
