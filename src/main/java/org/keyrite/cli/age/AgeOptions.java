package org.keyrite.cli.age;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyrite.cli.age.GoFlags.UsageException;
import org.keyrite.cli.console.Inputs;
import org.keyrite.fault.Failed;

/** The options of {@code age}, and which of them go together. */
record AgeOptions(GoFlags.Parsed given) {
  private static final GoFlags FLAGS =
      new GoFlags()
          .withSwitch("encrypt", "e")
          .withSwitch("decrypt", "d")
          .withSwitch("armor", "a")
          .withSwitch("passphrase", "p")
          .withSwitch("version")
          .withValue("output", "o")
          .withValue("recipient", "r")
          .withValue("recipients-file", "R")
          .withValue("identity", "i")
          .withValue("j");

  private static final String STANDARD_INPUT_FILE = "/proc/self/fd/0";

  private static final String IDENTITY_HINT = "to decrypt, give an identity file: -i/--identity";

  static AgeOptions parse(List<String> arguments) throws UsageException {
    return new AgeOptions(FLAGS.parse(arguments));
  }

  /** Refuses what contradicts itself, and what cannot be done. */
  void check() throws Failed {
    refuseSecondInput();
    if (decrypts()) {
      checkDecryption();
    } else {
      checkEncryption();
    }
    refuseToOverwriteAnInput();
  }

  private void refuseSecondInput() throws Failed {
    if (given.rest().size() > 1) {
      throw new Failed(
          "too many input files: " + given.rest().size(),
          given.rest().get(1).startsWith("-")
              ? "the input file must come after all options"
              : "give one input file, or an archive of several");
    }
  }

  private void checkDecryption() throws Failed {
    if (given.isOn("encrypt")) {
      throw new Failed("-e/--encrypt can't be used with -d/--decrypt", "choose one of them");
    }
    if (armors()) {
      throw new Failed(
          "-a/--armor can't be used with -d/--decrypt",
          "armor is recognized without it: leave it out");
    }
    if (asksForPassphrase()) {
      throw new Failed(
          "-p/--passphrase can't be used with -d/--decrypt",
          "password protected files are recognized without it: leave it out");
    }
    if (!recipients().isEmpty()) {
      throw new Failed("-r/--recipient can't be used with -d/--decrypt", IDENTITY_HINT);
    }
    if (!recipientsFiles().isEmpty()) {
      throw new Failed("-R/--recipients-file can't be used with -d/--decrypt", IDENTITY_HINT);
    }
  }

  private void checkEncryption() throws Failed {
    if (!identities().isEmpty() && !given.isOn("encrypt")) {
      throw new Failed(
          "-i/--identity and -j encrypt only together with -e/--encrypt",
          "did you forget -d/--decrypt?");
    }
    if (asksForPassphrase()) {
      refuseBesidePassphrase("-r/--recipient", recipients());
      refuseBesidePassphrase("-R/--recipients-file", recipientsFiles());
      refuseBesidePassphrase("-i/--identity", identityFiles());
      refuseBesidePassphrase("-j", given.values("j"));
    } else if (recipients().isEmpty() && recipientsFiles().isEmpty() && identities().isEmpty()) {
      throw new Failed(
          "missing recipients",
          "did you forget to specify -r/--recipient, -R/--recipients-file or -p/--passphrase?");
    }
  }

  private static void refuseBesidePassphrase(String option, List<String> values) throws Failed {
    if (!values.isEmpty()) {
      throw new Failed("-p/--passphrase can't be combined with " + option, "choose one of the two");
    }
  }

  /** The output could not be what it is read from, and still be worth anything to anyone. */
  private void refuseToOverwriteAnInput() throws Failed {
    if (output().isEmpty()) {
      return;
    }
    List<String> inputs = new ArrayList<>(identityFiles());
    inputs.addAll(recipientsFiles());
    inputs.add(input().orElse(Inputs.STANDARD_INPUT));
    for (String input : inputs) {
      String opened = input.equals(Inputs.STANDARD_INPUT) ? STANDARD_INPUT_FILE : input;
      if (isSame(opened, output().get())) {
        throw new Failed(
            "input and output file are the same: \"" + output().get() + "\"",
            "give another name with -o/--output");
      }
    }
  }

  private static boolean isSame(String input, String output) {
    try {
      Path first = Path.of(input).toAbsolutePath().normalize();
      Path second = Path.of(output).toAbsolutePath().normalize();
      return first.equals(second)
          || (Files.isRegularFile(second) && Files.isSameFile(first, second));
    } catch (IOException | InvalidPathException e) {
      // A file that is not there, or cannot be, will be reported as such.
      return false;
    }
  }

  /** What was given twice, in words. */
  List<String> duplicates() {
    List<String> found = new ArrayList<>();
    addDuplicates(found, "recipient", recipients());
    addDuplicates(found, "recipients file", recipientsFiles());
    addDuplicates(found, "identity file", identityFiles());
    return found;
  }

  private static void addDuplicates(List<String> found, String what, List<String> values) {
    Set<String> seen = new HashSet<>();
    Set<String> named = new HashSet<>();
    for (String value : values) {
      if (!seen.add(value) && named.add(value)) {
        found.add("duplicate " + what + " \"" + value + "\"");
      }
    }
  }

  boolean asksForVersion() {
    return given.isOn("version");
  }

  boolean decrypts() {
    return given.isOn("decrypt");
  }

  boolean asksForPassphrase() {
    return given.isOn("passphrase");
  }

  boolean armors() {
    return given.isOn("armor");
  }

  List<String> recipients() {
    return given.values("recipient");
  }

  List<String> recipientsFiles() {
    return given.values("recipients-file");
  }

  List<String> identityFiles() {
    return given.values("identity");
  }

  /** Identity files and plugins that take the place of one, in the order to try them in. */
  List<IdentityOption> identities() {
    return given.given().stream()
        .filter(one -> one.name().equals("identity") || one.name().equals("j"))
        .map(one -> new IdentityOption(one.value(), one.name().equals("j")))
        .toList();
  }

  /**
   * Where identities come from.
   *
   * @param name a file's, or a plugin's
   * @param isPlugin whether it is a plugin's
   */
  record IdentityOption(String name, boolean isPlugin) {}

  /** The file to write; empty for standard output. */
  Optional<String> output() {
    return given.value("output").filter(name -> !name.isEmpty() && !namesStandardOutput(name));
  }

  /** Whether standard output was asked for by name, and so gets whatever there is. */
  boolean forcesStandardOutput() {
    return given.value("output").filter(AgeOptions::namesStandardOutput).isPresent();
  }

  private static boolean namesStandardOutput(String name) {
    // As a file, the second would be opened anew: at its start, over what others wrote to it.
    return name.equals("-") || name.equals("/dev/stdout");
  }

  /** The file to read; empty for standard input. */
  Optional<String> input() {
    return given.rest().stream()
        .findFirst()
        .filter(name -> !name.isEmpty() && !name.equals(Inputs.STANDARD_INPUT));
  }
}
