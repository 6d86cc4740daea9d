package org.keyrite.cli.age;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.keyrite.age.HybridIdentity;
import org.keyrite.age.Identity;
import org.keyrite.age.NativeIdentity;
import org.keyrite.age.Recipient;
import org.keyrite.age.X25519Identity;
import org.keyrite.age.plugin.PluginKeys;
import org.keyrite.cli.age.GoFlags.UsageException;
import org.keyrite.cli.console.Diagnostics;
import org.keyrite.cli.console.Inputs;
import org.keyrite.cli.console.KeyFiles;
import org.keyrite.cli.console.NewSecretFile;
import org.keyrite.cli.console.Passphrases;
import org.keyrite.cli.console.StandardStreams;
import org.keyrite.crypto.Joined;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Reason;

/** The {@code age-keygen} tool: makes identities, and tells their recipients. */
final class AgeKeygenCommand {
  private static final String USAGE =
      """
      Usage:
          age-keygen [-pq] [-o OUTPUT]
          age-keygen -y [-o OUTPUT] [INPUT]

      Options:
          -o, --output OUTPUT   Write to this new file, which only its owner can read.
          -pq                   Make a post-quantum identity.
          -y                    Read an identity file and print its recipients.
              --version         Print the version.

      Makes an identity and prints it, or writes it to OUTPUT and prints its public key to
      standard error. An OUTPUT that exists is left as it is.

      With -y, INPUT is an identity file; without INPUT, it reads standard input.

      Examples:
          age-keygen -o key.txt
          age-keygen -y -o recipients.txt key.txt

      Examples:
          age-keygen -o key.txt
          age-keygen -y -o recipients.txt key.txt

      Exit status: 0 done; 1 failed; 2 usage.
      """;

  private static final GoFlags FLAGS =
      new GoFlags().withSwitch("version").withSwitch("pq").withSwitch("y").withValue("output", "o");

  private final String programName;
  private final StandardStreams streams;
  private final String version;
  private final Clock clock;
  private final Diagnostics diagnostics;

  /**
   * The tool, for one run.
   *
   * @param programName precedes everything it says
   * @param version what {@code --version} prints
   * @param clock tells the time that is noted beside an identity, in its zone
   */
  AgeKeygenCommand(String programName, String version, StandardStreams streams, Clock clock) {
    this.programName = programName;
    this.streams = streams;
    this.version = version;
    this.clock = clock;
    this.diagnostics = new Diagnostics(programName, streams.err());
  }

  /** Runs the tool and returns its exit status. */
  int run(List<String> arguments) {
    try {
      GoFlags.Parsed options = FLAGS.parse(arguments);
      if (options.isOn("version")) {
        streams.print(version + "\n");
        return 0;
      }
      check(options);
      if (options.isOn("y")) {
        convert(options);
      } else {
        generate(options.isOn("pq"), output(options));
      }
      return 0;
    } catch (UsageException e) {
      return e.show(diagnostics, USAGE);
    } catch (Failed | IOException e) {
      return diagnostics.failed(e);
    }
  }

  private static void check(GoFlags.Parsed options) throws Failed {
    if (options.isOn("pq") && options.isOn("y")) {
      throw new Failed("-pq can't be used with -y", "-y reads identities of both kinds");
    }
    if (options.rest().size() > (options.isOn("y") ? 1 : 0)) {
      throw new Failed("too many arguments", "only -y reads a file, and only one");
    }
  }

  private void generate(boolean postQuantum, Optional<String> output) throws Failed, IOException {
    if (output.isEmpty() && outIsWorldReadable()) {
      diagnostics.warn("writing secret key to a world-readable file");
    }
    try (NativeIdentity identity =
        postQuantum ? HybridIdentity.generate() : X25519Identity.generate()) {
      byte[] content = content(identity);
      try {
        write(output, content);
      } finally {
        Arrays.fill(content, (byte) 0);
      }
      if (output.isPresent() || !streams.outIsTerminal()) {
        diagnostics.print("Public key: " + identity.recipient() + "\n");
      }
    }
  }

  private byte[] content(NativeIdentity identity) {
    String created =
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
            OffsetDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS));
    String comments = "# created: " + created + "\n# public key: " + identity.recipient() + "\n";
    byte[] secret = identity.exposeEncoding();
    byte[] content =
        Joined.of(comments.getBytes(StandardCharsets.US_ASCII), secret, new byte[] {'\n'});
    Arrays.fill(secret, (byte) 0);
    return content;
  }

  private void convert(GoFlags.Parsed options) throws Failed, IOException {
    String name = options.rest().isEmpty() ? Inputs.STANDARD_INPUT : options.rest().getFirst();
    KeyFiles keyFiles =
        new KeyFiles(
            new Inputs(streams.in()),
            PluginKeys.refused("age-keygen runs no plugin"),
            new Passphrases(streams.terminal(), programName),
            diagnostics);
    StringBuilder recipients = new StringBuilder();
    for (Identity identity : keyFiles.identities(List.of(name), "input file")) {
      for (Recipient recipient : identity.recipients()) {
        recipients.append(recipient).append('\n');
      }
      identity.close();
    }
    write(output(options), recipients.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private void write(Optional<String> output, byte[] content) throws Failed {
    if (output.isPresent()) {
      NewSecretFile.write(output.get(), content);
    } else {
      try {
        streams.out().write(content);
        streams.out().flush();
      } catch (IOException e) {
        throw new Failed("failed to write output: " + Reason.of(e), "", e);
      }
    }
  }

  private static Optional<String> output(GoFlags.Parsed options) {
    return options.value("output").filter(name -> !name.isEmpty());
  }

  /** Whether a shell has opened standard output as a file that everyone can read. */
  private static boolean outIsWorldReadable() {
    try {
      PosixFileAttributes out =
          Files.readAttributes(Path.of("/proc/self/fd/1"), PosixFileAttributes.class);
      return out.isRegularFile() && out.permissions().contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException e) {
      // Without /proc the question cannot be asked, and the answer is only a warning.
      return false;
    }
  }
}
