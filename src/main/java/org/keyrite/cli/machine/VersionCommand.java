package org.keyrite.cli.machine;

import org.keyrite.Build;
import org.keyrite.cli.console.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keyrite version}: which executable this is. The age tools tell whose place they take. */
@Command(
    name = "version",
    description = {
      "Show which version of keyrite this is.",
      "Under the names of the age tools, --version shows the version of age that they behave like."
    },
    footer = {"", "Example:", "  keyrite version --json > version.json"})
public final class VersionCommand implements Runnable {
  @Mixin private JsonOption json;

  @Override
  public void run() {
    json.show(
        System.out,
        JsonOption.members("keyrite", Build.VERSION, "age", Build.AGE_VERSION),
        () -> System.out.println("keyrite " + Build.VERSION));
  }
}
