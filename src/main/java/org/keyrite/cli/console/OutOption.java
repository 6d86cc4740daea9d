package org.keyrite.cli.console;

import java.nio.file.Path;
import org.keyrite.files.NewFolder;
import org.keyrite.text.Visible;
import picocli.CommandLine.Option;

/** The folder that a command makes, complete or not at all. */
public final class OutOption {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the result: a new name, or an empty folder.")
  private Path folder;

  /** Names, to standard error, what killed runs have left where the folder is to be. */
  public void nameLeftovers() {
    nameLeftovers(folder);
  }

  /** The same, for a folder that another option names. */
  public static void nameLeftovers(Path folder) {
    for (Path left : NewFolder.leftovers(folder)) {
      System.err.println(
          "keyrite: A run that was killed has left " + Visible.of(left.toString()) + ".");
      System.err.println(
          "         Remove it: nothing secret is in it, and nothing that is complete.");
    }
  }

  /** As it was named. */
  public Path folder() {
    return folder;
  }
}
