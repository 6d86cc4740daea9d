package org.keyrite.cli.console;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The folder that a command makes, complete or not at all. */
public final class OutOption {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the result: a new name, or an empty folder.")
  private Path folder;

  /** As it was named. */
  public Path folder() {
    return folder;
  }
}
