package org.keyrite.cli.age;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyrite.cli.console.Diagnostics;

/**
 * Command lines as Go's {@code flag} package reads them: {@code -name}, {@code --name}, {@code
 * -name=value}, {@code -name value}; one dash or two make no difference, options end at the first
 * argument that is not one, or after {@code --}.
 *
 * <p>The age tools are used from scripts that rely on these rules. picocli has others ({@code -ab}
 * is {@code -a -b} there, and options may follow arguments), and teaching it these would take more
 * code than they do; besides, its model of a command takes longer to build than age to start.
 */
final class GoFlags {
  private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
  private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

  /** From each name of an option to its first one. */
  private final Map<String, String> names = new HashMap<>();

  private final Set<String> switches = new HashSet<>();

  /** With the one option that all of keyrite has, for whoever reports a mistake in it. */
  GoFlags() {
    withSwitch("debug");
  }

  /** Declares an option without a value, under one or more names. */
  GoFlags withSwitch(String... aliases) {
    switches.add(aliases[0]);
    return withValue(aliases);
  }

  /** Declares an option with a value, under one or more names; it may be repeated. */
  GoFlags withValue(String... aliases) {
    for (String alias : aliases) {
      names.put(alias, aliases[0]);
    }
    return this;
  }

  /** Reads a command line. */
  Parsed parse(List<String> arguments) throws UsageException {
    Parsed parsed = new Parsed(new HashSet<>(), new ArrayList<>(), new ArrayList<>(arguments));
    Optional<String> option = takeOption(parsed.rest());
    while (option.isPresent()) {
      read(option.get(), parsed);
      option = takeOption(parsed.rest());
    }
    return parsed;
  }

  /** Takes the next option, without its dashes, off the arguments if there is one. */
  private static Optional<String> takeOption(List<String> rest) throws UsageException {
    if (rest.isEmpty() || rest.getFirst().length() < 2 || rest.getFirst().charAt(0) != '-') {
      return Optional.empty();
    }
    String argument = rest.removeFirst();
    if (argument.equals("--")) {
      return Optional.empty();
    }
    String option = argument.substring(argument.startsWith("--") ? 2 : 1);
    if (option.startsWith("-") || option.startsWith("=")) {
      throw new UsageException("bad flag syntax: " + argument);
    }
    return Optional.of(option);
  }

  private void read(String option, Parsed parsed) throws UsageException {
    int equals = option.indexOf('=');
    String alias = equals < 0 ? option : option.substring(0, equals);
    String name = names.get(alias);
    if (name == null) {
      boolean help = alias.equals("h") || alias.equals("help");
      throw help
          ? UsageException.help()
          : new UsageException("flag provided but not defined: -" + alias);
    }
    if (switches.contains(name)) {
      parsed.set(name, equals < 0 || isTrue(alias, option.substring(equals + 1)));
    } else if (equals >= 0) {
      parsed.given().add(new Given(name, option.substring(equals + 1)));
    } else if (!parsed.rest().isEmpty()) {
      parsed.given().add(new Given(name, parsed.rest().removeFirst()));
    } else {
      throw new UsageException("option needs a value: -" + alias);
    }
  }

  private static boolean isTrue(String alias, String value) throws UsageException {
    if (!TRUE.contains(value) && !FALSE.contains(value)) {
      throw new UsageException("option is either true or false: -" + alias);
    }
    return TRUE.contains(value);
  }

  /** An option, by its first name, with a value. */
  record Given(String name, String value) {}

  /**
   * A command line that has been read.
   *
   * @param on the switches that are on, by their first names
   * @param given the options with values, in their order
   * @param rest the arguments after the options
   */
  record Parsed(Set<String> on, List<Given> given, List<String> rest) {

    /** Whether a switch, by its first name, is on. */
    boolean isOn(String name) {
      return on.contains(name);
    }

    /** The values of an option, by its first name, in their order. */
    List<String> values(String name) {
      return given.stream().filter(one -> one.name().equals(name)).map(Given::value).toList();
    }

    /** The value that counts where only one can: the last. */
    Optional<String> value(String name) {
      List<String> all = values(name);
      return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    private void set(String name, boolean value) {
      boolean _ = value ? on.add(name) : on.remove(name);
    }
  }

  /** The command line cannot be read, or asks how it is written. */
  static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    private UsageException(String message) {
      super(message);
    }

    private static UsageException help() {
      return new UsageException(null);
    }

    /** Says how the tool is used, to who asked or to who needs it; returns the exit status. */
    int show(Diagnostics diagnostics, String usage) {
      if (!isHelp()) {
        diagnostics.error(getMessage());
      }
      diagnostics.print(usage);
      return isHelp() ? 0 : 2;
    }

    /** Whether help was asked for, and nothing is wrong. */
    boolean isHelp() {
      return getMessage() == null;
    }
  }
}
