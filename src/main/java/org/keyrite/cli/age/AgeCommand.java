package org.keyrite.cli.age;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.keyrite.age.Age;
import org.keyrite.age.AgeOutput;
import org.keyrite.age.Identity;
import org.keyrite.age.Recipient;
import org.keyrite.age.header.AgeException;
import org.keyrite.cli.age.GoFlags.UsageException;
import org.keyrite.cli.console.Diagnostics;
import org.keyrite.cli.console.Inputs;
import org.keyrite.cli.console.Output;
import org.keyrite.cli.console.OutputFile;
import org.keyrite.cli.console.Progress;
import org.keyrite.cli.console.ProgressScreen;
import org.keyrite.cli.console.StandardOutput;
import org.keyrite.cli.console.StandardStreams;
import org.keyrite.cli.console.TerminalInput;
import org.keyrite.cli.console.TerminalOutput;
import org.keyrite.cli.console.Unreadable;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Reason;
import org.keyrite.os.Hardening;

/** The {@code age} tool: encrypts, and decrypts. */
final class AgeCommand {
  private static final String USAGE =
      """
      Usage:
          age [-e] (-r RECIPIENT | -R PATH)... [-a] [-o OUTPUT] [INPUT]
          age -e (-i PATH | -j PLUGIN)... [-a] [-o OUTPUT] [INPUT]
          age [-e] -p [-a] [-o OUTPUT] [INPUT]
          age -d [-i PATH | -j PLUGIN]... [-o OUTPUT] [INPUT]

      Options:
          -e, --encrypt               Encrypt. This is the default.
          -d, --decrypt               Decrypt. Armor is recognized.
          -p, --passphrase            Encrypt with a passphrase; age asks for it on the
                                      terminal. To decrypt, leave out -p and -i.
          -r, --recipient RECIPIENT   Encrypt to this recipient (age1..., "ssh-ed25519 AAAA...",
                                      "ssh-rsa AAAA..."). Repeatable.
          -R, --recipients-file PATH  Encrypt to the recipients in this file, one on each
                                      line, "#" before comments, "-" for standard input.
                                      Repeatable.
          -i, --identity PATH         Decrypt with the identities in this file, or encrypt to
                                      them, "-" for standard input. The file may be an SSH
                                      private key, or be encrypted with a passphrase. Repeatable.
          -j PLUGIN                   Like -i, with an identity that only names this plugin.
                                      Repeatable.
          -a, --armor                 Encrypt to text.
          -o, --output OUTPUT         Write to this file, which appears when it is complete and
                                      replaces one of that name; "-" for standard output, even
                                      if it is a terminal.
              --version               Print the version.

      Options come before INPUT. Without INPUT, age reads standard input.

      For a recipient age1name1... or an identity AGE-PLUGIN-NAME-1..., age runs the program
      age-plugin-name, which it finds in PATH.

      At a terminal, age shows how far it is when it works for longer than a second.

      Examples:
          age-keygen -o key.txt
          age -e -i key.txt -o photo.jpg.age photo.jpg
          age -d -i key.txt -o photo.jpg photo.jpg.age

      Examples:
          age-keygen -o key.txt
          age -e -i key.txt -o photo.jpg.age photo.jpg
          age -d -i key.txt -o photo.jpg photo.jpg.age

      Exit status: 0 done; 1 failed; 2 usage.
      """;

  private final StandardStreams streams;
  private final String programName;
  private final String version;
  private final Diagnostics diagnostics;
  private final Inputs inputs;
  private final AgeKeys keys;

  /**
   * The tool, for one run.
   *
   * @param programName precedes everything it says
   * @param version what {@code --version} prints
   */
  AgeCommand(String programName, String version, StandardStreams streams) {
    this.streams = streams;
    this.programName = programName;
    this.version = version;
    this.diagnostics = new Diagnostics(programName, streams.err());
    this.inputs = new Inputs(streams.in());
    this.keys = new AgeKeys(inputs, streams.terminal(), programName, diagnostics);
  }

  /** Runs the tool and returns its exit status. */
  int run(List<String> arguments) {
    if (arguments.isEmpty()) {
      diagnostics.print(USAGE);
      return 1;
    }
    try {
      AgeOptions options = AgeOptions.parse(arguments);
      if (options.asksForVersion()) {
        streams.print(version + "\n");
        return 0;
      }
      options.check();
      options.duplicates().forEach(diagnostics::warn);
      run(options);
      return 0;
    } catch (UsageException e) {
      return e.show(diagnostics, USAGE);
    } catch (Failed | IOException e) {
      return diagnostics.failed(e);
    }
  }

  private void run(AgeOptions options) throws Failed, IOException {
    String name = options.input().orElse(Inputs.STANDARD_INPUT);
    try (InputStream opened = inputs.open(name, "input file");
        InputStream input = readable(options, opened);
        Output output = chooseOutput(options)) {
      Progress progress = progress(options, opened);
      InputStream counted = progress.counting(input);
      if (options.decrypts()) {
        decrypt(options, counted, output, progress);
      } else {
        encrypt(options, counted, output, progress);
      }
    }
  }

  private InputStream readable(AgeOptions options, InputStream input) throws IOException {
    return options.decrypts() && isTyped(options)
        ? TerminalInput.read(input)
        : Unreadable.orElse(input);
  }

  private boolean isTyped(AgeOptions options) {
    return options.input().isEmpty() && streams.inIsTerminal();
  }

  /** Shown only if neither what goes in nor what comes out is on the screen. */
  private Progress progress(AgeOptions options, InputStream input) {
    boolean seen =
        isTyped(options)
            || !options.output().map(OutputFile::isFile).orElse(!streams.outIsTerminal());
    return new Progress(
        seen ? ProgressScreen.none(streams.err()) : streams.progress(),
        programName,
        () -> Progress.left(input));
  }

  private Output chooseOutput(AgeOptions options) throws Failed {
    if (options.output().isPresent()) {
      return new OutputFile(options.output().get());
    }
    if (!streams.outIsTerminal()) {
      return new StandardOutput(streams.out());
    }
    boolean forced = options.forcesStandardOutput();
    if (!forced && !options.decrypts() && !options.armors()) {
      throw new Failed(
          "refusing to output binary to the terminal",
          "use -a/--armor for text, or force it with \"-o -\"");
    }
    boolean checked = options.decrypts() && !forced;
    return checked || isTyped(options)
        ? new TerminalOutput(streams.out(), checked)
        : new StandardOutput(streams.out());
  }

  private void encrypt(AgeOptions options, InputStream input, Output output, Progress progress)
      throws Failed, IOException {
    List<Recipient> recipients = keys.recipients(options);
    denySockets();
    try {
      OutputStream destination = output.stream();
      AgeOutput encrypted =
          options.armors()
              ? Age.encryptArmored(recipients, destination)
              : Age.encrypt(recipients, destination);
      try (Progress _ = progress.begin()) {
        encrypted.finish(input);
        output.commit();
      }
    } catch (AgeException | Unreadable e) {
      throw e;
    } catch (IOException e) {
      throw cannotWrite(options, e);
    }
  }

  private void decrypt(AgeOptions options, InputStream input, Output output, Progress progress)
      throws Failed, IOException {
    List<Identity> identities = keys.identities(options);
    denySockets();
    try (InputStream plaintext = Age.decrypt(identities, input)) {
      release(options, plaintext, output, progress);
    } finally {
      identities.forEach(Identity::close);
    }
  }

  private static void release(
      AgeOptions options, InputStream plaintext, Output output, Progress progress)
      throws Failed, IOException {
    try (Progress _ = progress.begin()) {
      plaintext.transferTo(output.stream());
      output.commit();
    } catch (AgeException | Unreadable e) {
      throw e;
    } catch (IOException e) {
      throw cannotWrite(options, e);
    }
  }

  /**
   * Denies sockets to this process, as soon as the keys have been read and before anything else is.
   * Only now is it known whether a plugin will be started: one that talks to a device or a key
   * service needs them, and what a process has denied itself its plugins could not get back. The
   * manual says so, and not every run: who calls age takes a word on standard error for a failure.
   */
  private void denySockets() {
    if (keys.plugins().isEmpty()) {
      diagnostics.warnUnlessApplied(List.of(Hardening.denySockets()));
    }
  }

  private static Failed cannotWrite(AgeOptions options, IOException e) {
    String name = options.output().map(output -> "output file \"" + output + "\"").orElse("output");
    return new Failed("failed to write " + name + ": " + Reason.of(e), "", e);
  }
}
