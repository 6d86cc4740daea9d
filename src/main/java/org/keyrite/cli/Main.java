package org.keyrite.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.keyrite.Build;
import org.keyrite.cli.age.AgeTools;
import org.keyrite.cli.ceremony.CeremonyCommand;
import org.keyrite.cli.console.Diagnostics;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.cli.console.Program;
import org.keyrite.cli.escrow.EscrowCommand;
import org.keyrite.cli.machine.DoctorCommand;
import org.keyrite.cli.machine.VersionCommand;
import org.keyrite.cli.machine.WipeCommand;
import org.keyrite.cli.machine.WorkspaceCommand;
import org.keyrite.cli.verify.VerifyCommand;
import org.keyrite.fault.Fault;
import org.keyrite.os.Control;
import org.keyrite.os.CurrentFolder;
import org.keyrite.os.Hardening;
import org.keyrite.os.Image;
import org.keyrite.os.SelfTestFailure;
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
    subcommands = {
      CeremonyCommand.class,
      EscrowCommand.class,
      VerifyCommand.class,
      DoctorCommand.class,
      WipeCommand.class,
      WorkspaceCommand.class,
      VersionCommand.class
    },
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
public final class Main implements Callable<Integer>, Program {
  private static final String DEBUG = "--debug";

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

  @Option(
      names = DEBUG,
      scope = ScopeType.INHERIT,
      description = "Print a stack trace if keyrite itself crashes.")
  private boolean debugAsked;

  private final List<Control> controls;
  private final Clock clock;

  private Main(List<Control> controls, Clock clock) {
    this.controls = controls;
    this.clock = clock;
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    System.exit(run(Clock.systemUTC(), arguments));
  }

  /** Runs the program, and returns its exit status. */
  static int run(Clock clock, String... arguments) {
    try {
      Image.start();
      return runTool(clock, arguments);
    } catch (SelfTestFailure e) {
      print(
          "This machine's processor, or this copy of keyrite, computes "
              + e.getMessage()
              + " wrongly.",
          "Do not rely on anything that they do: use another machine, or another copy.");
      return ExitStatus.REFUSED;
    } catch (RuntimeException | Error e) {
      return renderBug(e, List.of(arguments).contains(DEBUG));
    }
  }

  private static int runTool(Clock clock, String[] arguments) {
    if (String.join("", arguments).indexOf(REPLACEMENT) >= 0) {
      // Java puts it in place of bytes that are not UTF-8. A file of another name would be read or
      // written.
      System.err.println("keyrite: An argument is not valid UTF-8.");
      System.err.println("         Rename the file that it names.");
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
    if (CurrentFolder.isGone()) {
      print("The current folder is not there any more.", "Go to another folder, and try again.");
      return ExitStatus.REFUSED;
    }
    List<Control> controls = Hardening.apply();
    Main main = new Main(controls, clock);
    CommandLine line = new CommandLine(main);
    line.setExecutionExceptionHandler((e, _, _) -> main.render(e));
    line.setExpandAtFiles(false); // the file could be a secret, and would be shown
    line.setParameterExceptionHandler((e, _) -> renderUsage(e));
    int status = line.execute(arguments);
    if (System.out.checkError() && status == CommandLine.ExitCode.OK) {
      System.err.println(
          "keyrite: The work is done, but standard output failed: nothing was shown.");
      return Shutdown.statusOfFailedOutput(ExitStatus.FAILED);
    }
    return status;
  }

  @Override
  public List<Control> controls() {
    return controls;
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public Integer call() {
    CommandLine.usage(this, System.err);
    return CommandLine.ExitCode.USAGE;
  }

  private static int renderUsage(CommandLine.ParameterException e) {
    String help = "For help: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    List<String> near =
        e instanceof CommandLine.UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    String message = Objects.requireNonNullElse(e.getMessage(), "The command line is not clear");
    print(
        message.endsWith(".") ? message : message + ".",
        near.isEmpty() ? help : "Did you mean " + String.join(" or ", near) + "? " + help);
    return CommandLine.ExitCode.USAGE;
  }

  private int render(Exception e) {
    Shutdown.awaitIfEnding();
    if (!(e instanceof Fault fault)) {
      return renderBug(e, debugAsked);
    }
    print(fault.getMessage(), fault.advice());
    return ExitStatus.of(fault);
  }

  /** Without the exception's message, which could hold anything. */
  private static int renderBug(Throwable e, boolean shown) {
    switch (e) {
      case OutOfMemoryError none when isAboutThreads(none) ->
          print(
              "The system gives this process no more threads.",
              "End other programs, or raise the limit for this user's processes (ulimit -u).");
      case OutOfMemoryError _ -> print("This needs more memory than there is.", "");
      case StackOverflowError _ -> print("The input is nested too deeply.", "");
      default ->
          print(
              "keyrite itself failed: " + e.getClass().getName() + ".",
              shown
                  ? ""
                  : "Please report it, with what the same command prints with " + DEBUG + ".");
    }
    if (shown) {
      e.printStackTrace();
    }
    return ExitStatus.FAILED;
  }

  /** The run-time says so in words only. */
  private static boolean isAboutThreads(OutOfMemoryError e) {
    return String.valueOf(e.getMessage()).contains("create native thread");
  }

  /** A mistyped command line, too, can hold a secret, or what a terminal would obey. */
  private static void print(String sentence, String advice) {
    PrintStream err = System.err;
    err.println("keyrite: " + Diagnostics.shown(sentence));
    if (!advice.isEmpty()) {
      err.println("         " + Diagnostics.shown(advice));
    }
  }

  /** What {@code --version} prints. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"keyrite " + Build.VERSION};
    }
  }
}
