package org.keyrite.cli.age;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.keyrite.age.header.AgeException;
import org.keyrite.age.header.Inspection;
import org.keyrite.cli.age.GoFlags.UsageException;
import org.keyrite.cli.console.Diagnostics;
import org.keyrite.cli.console.Inputs;
import org.keyrite.cli.console.StandardStreams;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Reason;
import org.keyrite.json.JsonWriter;
import org.keyrite.text.Visible;

/** The {@code age-inspect} tool: tells what an age file says to those who cannot open it. */
final class AgeInspectCommand {
  private static final String USAGE =
      """
      Usage:
          age-inspect [--json] [INPUT]

      Options:
              --json      Print JSON.
          -v, --version   Print the version.

      Without INPUT, or with "-", it reads standard input.

      Example:
          age-inspect photo.jpg.age

      Example:
          age-inspect photo.jpg.age

      Exit status: 0 done; 1 failed; 2 usage.
      """;

  private static final GoFlags FLAGS = new GoFlags().withSwitch("json").withSwitch("version", "v");
  private static final String FORMAT = "age-encryption.org/v1";

  private final StandardStreams streams;
  private final String version;
  private final Diagnostics diagnostics;

  /**
   * The tool, for one run.
   *
   * @param programName precedes everything it says
   * @param version what {@code --version} prints
   */
  AgeInspectCommand(String programName, String version, StandardStreams streams) {
    this.streams = streams;
    this.version = version;
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
      String name = options.rest().isEmpty() ? "" : options.rest().getFirst();
      if (options.rest().size() > 1 || (name.isEmpty() && streams.inIsTerminal())) {
        diagnostics.print(USAGE);
        return 1;
      }
      Inspection inspection = inspect(name);
      streams.print(options.isOn("json") ? json(inspection) : text(name, inspection));
      return 0;
    } catch (UsageException e) {
      return e.show(diagnostics, USAGE);
    } catch (Failed | IOException e) {
      return diagnostics.failed(e);
    }
  }

  private Inspection inspect(String name) throws Failed, IOException {
    String opened = name.isEmpty() ? Inputs.STANDARD_INPUT : name;
    try (InputStream input = new Inputs(streams.in()).open(opened, "input file")) {
      return Inspection.of(input, length(opened));
    } catch (AgeException e) {
      throw e;
    } catch (IOException e) {
      throw new Failed("failed to read the input: " + Reason.of(e), "", e);
    }
  }

  /** The length of a file that has one before it is read. */
  private static OptionalLong length(String name) throws IOException {
    // It is open by now, so its name is one that a path can have.
    Path path = Path.of(name);
    return !name.equals(Inputs.STANDARD_INPUT) && Files.isRegularFile(path)
        ? OptionalLong.of(Files.size(path))
        : OptionalLong.empty();
  }

  private static String text(String name, Inspection file) {
    StringBuilder text = new StringBuilder();
    String shown = name.isEmpty() ? "<stdin>" : Visible.of(name);
    paragraph(text, shown + " is an age file, version \"" + FORMAT + "\".");
    if (file.armored()) {
      paragraph(text, "This file is ASCII-armored.");
    }
    text.append("This file is encrypted to the following recipient types:\n");
    for (String type : file.stanzaTypes()) {
      text.append("  - ").append(JsonWriter.write(type)).append('\n');
    }
    text.append('\n');
    paragraph(
        text,
        switch (file.postQuantum()) {
          case YES -> "This file uses post-quantum encryption.";
          case NO -> "This file does NOT use post-quantum encryption.";
          case UNKNOWN -> "It is unknown whether this file uses post-quantum encryption.";
        });
    paragraph(text, "Size breakdown (assuming it decrypts successfully):");
    size(text, "Header", file.headerLength());
    if (file.armored()) {
      size(text, "Armor overhead", file.armorLength());
    }
    size(text, "Encryption overhead", file.overhead());
    size(text, "Payload", file.payloadLength());
    text.append(" ".repeat(24)).append("-------------------\n");
    size(text, "Total", file.length());
    return text.append("\nTip: for machine-readable output, use --json.\n").toString();
  }

  private static void paragraph(StringBuilder text, String sentence) {
    text.append(sentence).append("\n\n");
  }

  private static void size(StringBuilder text, String what, long bytes) {
    text.append(String.format(Locale.ROOT, "    %-19s %12d bytes\n", what, bytes));
  }

  /** As the original writes it, so that equal files give equal bytes. */
  private static String safeInHtml(String json) {
    return json.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e");
  }

  private static String json(Inspection file) {
    String types =
        file.stanzaTypes().stream()
            .map(type -> "        " + safeInHtml(JsonWriter.write(type)))
            .collect(Collectors.joining(",\n"));
    return String.format(
        Locale.ROOT,
        """
        {
            "version": "%s",
            "postquantum": "%s",
            "armor": %b,
            "stanza_types": [
        %s
            ],
            "sizes": {
                "header": %d,
                "armor": %d,
                "overhead": %d,
                "min_payload": %d,
                "max_payload": %8$d,
                "min_padding": 0,
                "max_padding": 0
            }
        }
        """,
        FORMAT,
        file.postQuantum().name().toLowerCase(Locale.ROOT),
        file.armored(),
        types,
        file.headerLength(),
        file.armorLength(),
        file.overhead(),
        file.payloadLength());
  }
}
