package org.keyrite.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.keyrite.Build;
import org.keyrite.fault.Fault;
import org.keyrite.os.Control;
import org.keyrite.os.Hardening;
import org.keyrite.os.Image;
import org.keyrite.os.Shutdown;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The one executable. The name it is started under, or its first argument, selects the tool: the
 * age tools have the options of the originals, everything else is a command of {@code keyrite}.
 */
@Command(
    name = "keyrite",
    description = "Key ceremonies on an offline machine.",
    subcommands = {CeremonyCommand.class, EscrowCommand.class, VerifyCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Main.Version.class,
    footer = {
      "",
      "The age tools, with the options of the originals:",
      "  age          Encrypt and decrypt files.",
      "  age-inspect  Tell what an age file says without a key.",
      "  age-keygen   Make an age identity.",
      "",
      "Exit status: 0 done; 1 failed; 2 usage; 3 a verification said no;",
      "4 refused: the machine or the plan does not meet a required condition."
    })
public final class Main implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it by itself
  private boolean helpAsked;

  @Option(names = "--version", versionHelp = true, description = "Show the version.")
  @SuppressWarnings("UnusedVariable") // likewise
  private boolean versionAsked;

  /** What Java puts in place of bytes that it cannot read. */
  private static final char REPLACEMENT = '\ufffd';

  private final List<Control> controls;
  private final Clock clock;

  private Main(List<Control> controls, Clock clock) {
    this.controls = controls;
    this.clock = clock;
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    Image.start();
    System.exit(run(Clock.systemUTC(), arguments));
  }

  private static int run(Clock clock, String[] arguments) {
    if (String.join("", arguments).indexOf(REPLACEMENT) >= 0) {
      // It stands for bytes that are not UTF-8. A file of another name would be read or written.
      System.err.println("keyrite: An argument has bytes that are not text in UTF-8.");
      System.err.println("         Give another name to the file that it names.");
      return CommandLine.ExitCode.USAGE;
    }
    String name =
        Image.programName().map(Path::of).map(Path::getFileName).map(Path::toString).orElse("");
    if (AgeTools.has(name)) {
      return AgeTools.run(name, List.of(arguments), clock);
    }
    if (arguments.length > 0 && AgeTools.has(arguments[0])) {
      return AgeTools.run(
          arguments[0], Arrays.asList(arguments).subList(1, arguments.length), clock);
    }
    List<Control> controls = Hardening.apply();
    CommandLine line = new CommandLine(new Main(controls, clock));
    line.setExecutionExceptionHandler((e, command, parsed) -> render(e));
    line.setExpandAtFiles(false); // the file could be a secret, and would be shown
    line.setParameterExceptionHandler((e, _) -> renderUsage(e));
    int status = line.execute(arguments);
    if (System.out.checkError() && status == CommandLine.ExitCode.OK) {
      System.err.println("keyrite: It was done, but standard output failed: nothing was shown.");
      return ExitStatus.FAILED;
    }
    return status;
  }

  /** What the process has denied itself. */
  List<Control> controls() {
    return controls;
  }

  /** Tells the time, to all commands. */
  Clock clock() {
    return clock;
  }

  @Override
  public Integer call() {
    CommandLine.usage(this, System.err);
    return CommandLine.ExitCode.USAGE;
  }

  /** A mistyped command line, too, can hold a secret, or what a terminal would obey. */
  private static int renderUsage(CommandLine.ParameterException e) {
    System.err.println(Diagnostics.shown(e.getMessage()));
    e.getCommandLine().usage(System.err);
    return CommandLine.ExitCode.USAGE;
  }

  private static int render(Exception e) throws Exception {
    Shutdown.awaitIfEnding();
    if (!(e instanceof Fault fault)) {
      throw e;
    }
    PrintStream err = System.err;
    err.println("keyrite: " + Diagnostics.shown(fault.getMessage()));
    if (!fault.advice().isEmpty()) {
      err.println("         " + Diagnostics.shown(fault.advice()));
    }
    return ExitStatus.of(fault);
  }

  /** What {@code --version} prints. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"keyrite " + Build.VERSION};
    }
  }
}
