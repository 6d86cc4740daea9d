package org.keyrite.cli.escrow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.keyrite.age.header.AgeException;
import org.keyrite.age.plugin.PluginKeys;
import org.keyrite.cli.console.ControllingTerminal;
import org.keyrite.cli.console.Diagnostics;
import org.keyrite.cli.console.PluginTerminal;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.EscrowPolicy.Group;
import org.keyrite.escrow.policy.EscrowPolicy.Trustee;
import org.keyrite.escrow.policy.EscrowPolicyReader;
import org.keyrite.escrow.policy.IdentityKind;
import org.keyrite.escrow.policy.SharedIdentity;
import org.keyrite.fault.Refused;
import org.keyrite.yaml.YamlText;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Who shares the identity: a reviewed file, or options. */
final class PolicyOptions {
  /** The group of trustees for whom no group is named. */
  private static final String ONLY_GROUP = "trustees";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--policy", paramLabel = "FILE", description = "Escrow policy, as YAML.")
  private Path file;

  @Option(
      names = "--threshold",
      paramLabel = "N",
      description = "How many of the trustees restore the identity.")
  private Integer threshold;

  @Option(
      names = "--trustee",
      paramLabel = "NAME=RECIPIENT",
      description =
          "A trustee and their age recipient. NAME=paper prints the share; GROUP/NAME puts the"
              + " trustee in a group.")
  private List<String> trustees = new ArrayList<>();

  @Option(
      names = "--group",
      paramLabel = "NAME=N",
      description = "A group, and how many of its trustees it needs.")
  private List<String> groups = new ArrayList<>();

  @Option(
      names = "--group-threshold",
      paramLabel = "N",
      description = "How many groups restore the identity. Default: all.")
  private Integer groupThreshold;

  @Option(
      names = "--drill-every",
      paramLabel = "DAYS",
      description = "Longest time between drills, such as 180d.")
  private String drillEvery;

  /** What encrypts to trustees whose keys are in hardware: programs that PATH has. */
  static PluginKeys plugins() {
    return PluginTerminal.plugins(
        new Diagnostics("keyrite", System.err), new ControllingTerminal());
  }

  /** Whether a policy was given at all. */
  boolean isGiven() {
    return file != null || hasOptions();
  }

  private boolean hasOptions() {
    return threshold != null
        || groupThreshold != null
        || drillEvery != null
        || !groups.isEmpty()
        || !trustees.isEmpty();
  }

  /**
   * The policy, with its environment.
   *
   * @param environment that was given beside it
   */
  EscrowPolicyReader.Named read(Optional<String> environment) throws Refused {
    EscrowPolicyReader.Named named = file == null ? fromOptions(environment) : fromFile();
    if (environment.isPresent() && !environment.get().equals(named.environment())) {
      throw new Refused(
          "The policy is for " + named.environment() + ", not for " + environment.get() + ".",
          "Give the policy of this environment: environments are never mixed.");
    }
    return named;
  }

  private EscrowPolicyReader.Named fromFile() throws Refused {
    if (hasOptions()) {
      throw usage("Give either --policy, or the options that say who shares the identity.");
    }
    return EscrowPolicyReader.read(file, plugins());
  }

  private EscrowPolicyReader.Named fromOptions(Optional<String> environment) throws Refused {
    EscrowPolicy policy = policy();
    String name = environment.filter(YamlText::isName).orElse("");
    if (name.isEmpty()) {
      throw usage(
          "Say what the identity is for: --environment with a name such as testnet, of a-z, 0-9"
              + " and . _ -");
    }
    return new EscrowPolicyReader.Named(name, new SharedIdentity(IdentityKind.X25519, policy));
  }

  private EscrowPolicy policy() throws Refused {
    if (trustees.isEmpty()) {
      throw usage(
          "Say who shares the identity: --policy FILE, or --threshold N with a --trustee"
              + " NAME=RECIPIENT for each.");
    }
    List<Group> all = groups();
    OptionalInt days =
        drillEvery == null ? OptionalInt.empty() : EscrowPolicyReader.days(drillEvery);
    if (drillEvery != null && days.isEmpty()) {
      throw usage("--drill-every takes a number of days, such as 180d.");
    }
    int needed = groupThreshold == null ? all.size() : groupThreshold;
    Optional<String> problem = EscrowPolicy.problem(needed, all, days);
    if (problem.isPresent()) {
      throw new Refused(
          "This policy is not possible: " + problem.get() + ".",
          "For example: --threshold 2 --trustee alice=age1… --trustee bob=age1… --trustee"
              + " carol=paper");
    }
    return new EscrowPolicy(needed, all, days);
  }

  private List<Group> groups() {
    Map<String, Integer> thresholds = new LinkedHashMap<>();
    Map<String, List<Trustee>> members = new LinkedHashMap<>();
    if (threshold != null) {
      thresholds.put(ONLY_GROUP, threshold);
    }
    for (String group : groups) {
      String[] parts = parts(group, "--group", "NAME=N");
      if (!NUMBER.matcher(parts[1]).matches()) {
        throw usage("--group takes NAME=N, and '" + parts[1] + "' is not a number.");
      }
      if (thresholds.put(parts[0], Integer.valueOf(parts[1])) != null) {
        throw usage("--group names '" + parts[0] + "' twice.");
      }
    }
    for (String trustee : trustees) {
      String[] parts = parts(trustee, "--trustee", "[GROUP/]NAME=RECIPIENT");
      int slash = parts[0].indexOf('/');
      String group = slash < 0 ? ONLY_GROUP : parts[0].substring(0, slash);
      String name = parts[0].substring(slash + 1);
      if (!thresholds.containsKey(group)) {
        throw usage(
            slash < 0
                ? "'" + name + "' is in no group, and there is no --threshold."
                : "'" + name + "' is in the group '" + group + "', which has no --group.");
      }
      members.computeIfAbsent(group, _ -> new ArrayList<>()).add(trustee(name, parts[1]));
    }
    List<Group> all = new ArrayList<>();
    thresholds.forEach(
        (name, needed) -> all.add(new Group(name, needed, members.getOrDefault(name, List.of()))));
    return all;
  }

  private String[] parts(String text, String option, String form) {
    String[] parts = text.split("=", 2);
    if (parts.length < 2) {
      throw usage(option + " takes " + form + ".");
    }
    return parts;
  }

  private Trustee trustee(String name, String recipient) {
    try {
      return new Trustee(name, EscrowPolicyReader.recipient(recipient, plugins()));
    } catch (AgeException e) {
      throw usage("--trustee " + name + ": not an age recipient: " + e.getMessage() + ".");
    }
  }

  private CommandLine.ParameterException usage(String sentence) {
    return new CommandLine.ParameterException(command.commandLine(), sentence);
  }
}
