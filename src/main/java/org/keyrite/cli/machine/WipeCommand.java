package org.keyrite.cli.machine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.keyrite.cli.console.Confirmation;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.cli.console.JsonOption;
import org.keyrite.cli.console.Progress;
import org.keyrite.cli.console.ProgressScreen;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Refused;
import org.keyrite.machine.Medium;
import org.keyrite.machine.Wipe;
import org.keyrite.machine.WipeTarget;
import org.keyrite.machine.Wiped;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keyrite wipe}: overwrites and removes, and says what that is worth where it was. */
@Command(
    name = "wipe",
    description = {
      "Overwrite files and folders and remove them, and say what that is worth on their disk.",
      "Links are removed, and never followed. Run again, it goes on where it was interrupted."
    },
    footer = {"", "Example:", "  keyrite wipe --yes photo.jpg"})
public final class WipeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "A file, or a folder with everything in it; no link.")
  private List<Path> paths;

  @Option(
      names = "--yes",
      description = "Ask nobody: for scripts. Without it, somebody at a terminal is asked.")
  private boolean yes;

  @Option(
      names = "--cross-mounts",
      description = "Also wipe what is mounted on a folder in PATH. Without it, that is left.")
  private boolean crossMounts;

  @Option(
      names = "--hard-links",
      description =
          "Also overwrite a file that has other names outside of PATH: it is empty under those"
              + " then. Without it, such a file is left as it is.")
  private boolean hardLinks;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws Fault {
    if (paths.stream().anyMatch(path -> path.toString().isEmpty())) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "The name of a file is empty: perhaps a variable of the shell is.");
    }
    try (Wipe wipe = Wipe.of(paths, crossMounts, hardLinks)) {
      List<Medium> media = wipe.media();
      if (!yes) {
        confirm(wipe, media);
      }
      Wiped wiped = run(wipe);
      json.show(System.out, result(wiped, media), () -> WipeView.print(wiped, media, System.out));
      if (!wiped.complete()) {
        throw new Failed(
            "Not everything is wiped: " + WipeView.things(wiped.remaining().size()) + " remained.",
            "Mend what is said of each, and run the same command again.");
      }
      return ExitStatus.DONE;
    }
  }

  private static void confirm(Wipe wipe, List<Medium> media) throws Refused {
    if (wipe.targets().isEmpty()) {
      return; // Nothing is there, so nothing can be lost.
    }
    Confirmation terminal =
        Confirmation.atTerminal(
            "be asked: nothing was wiped", "Run it at a terminal; in a script, add --yes.");
    WipeView.printPlan(wipe.targets(), media, terminal.questions());
    if (!terminal.isYes(WipeView.QUESTION)) {
      throw new Refused("The answer was not yes: nothing was wiped.", "");
    }
  }

  private static Wiped run(Wipe wipe) {
    long total = wipe.targets().stream().mapToLong(WipeTarget::bytes).sum();
    Progress progress =
        new Progress(
            ProgressScreen.ofCommands(System.err, false),
            "keyrite",
            "overwritten",
            () -> OptionalLong.of(total));
    try (WipeInterruption interruption = new WipeInterruption(wipe);
        Progress _ = progress.begin()) {
      return wipe.run(
          bytes -> {
            interruption.check();
            progress.add(bytes);
          });
    }
  }

  private static Map<String, Object> result(Wiped wiped, List<Medium> media) {
    return JsonOption.members(
        "complete",
        wiped.complete(),
        "files",
        wiped.files(),
        "overwritten-bytes",
        wiped.overwrittenBytes(),
        "remaining",
        wiped.remaining(),
        "mounts",
        media.stream().map(WipeCommand::result).toList());
  }

  private static Map<String, Object> result(Medium medium) {
    return JsonOption.members(
        "point", medium.mount().point().toString(),
        "type", medium.mount().type(),
        "source", medium.mount().source(),
        "effect", medium.effect().word(),
        "sentences", medium.sentences());
  }
}
