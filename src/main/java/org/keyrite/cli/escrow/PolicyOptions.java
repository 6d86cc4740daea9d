package org.keyrite.cli.escrow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.EscrowPolicyReader;
import org.keyrite.escrow.policy.IdentityKind;
import org.keyrite.escrow.policy.PolicyArguments;
import org.keyrite.escrow.policy.SharedIdentity;
import org.keyrite.fault.Refused;
import org.keyrite.yaml.YamlText;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Who shares the identity: a reviewed file, or options. */
final class PolicyOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--policy", paramLabel = "FILE", description = "The policy, as YAML.")
  private Path file;

  @Option(
      names = "--threshold",
      paramLabel = "N",
      description = "How many of the trustees it takes.")
  private Integer threshold;

  @Option(
      names = "--trustee",
      paramLabel = "NAME=RECIPIENT",
      description = "A trustee; GROUP/NAME for one of a group, paper for a recipient they lack.")
  private List<String> trustees = new ArrayList<>();

  @Option(
      names = "--group",
      paramLabel = "NAME=N",
      description = "A group, and how many of its trustees it takes.")
  private List<String> groups = new ArrayList<>();

  @Option(
      names = "--group-threshold",
      paramLabel = "N",
      description = "How many groups it takes; without it, all.")
  private Integer groupThreshold;

  @Option(
      names = "--drill-every",
      paramLabel = "DAYS",
      description = "How often there is to be a drill, such as 180d.")
  private String drillEvery;

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
          "The policy is for "
              + named.environment()
              + ", and "
              + environment.get()
              + " was asked for.",
          "Environments are never mixed: give the policy of this one.");
    }
    return named;
  }

  private EscrowPolicyReader.Named fromFile() throws Refused {
    if (hasOptions()) {
      throw usage("Give either --policy, or the options that say who shares the identity.");
    }
    return EscrowPolicyReader.read(file);
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
    try {
      return PolicyArguments.policy(
          optional(threshold),
          optional(groupThreshold),
          groups,
          trustees,
          Optional.ofNullable(drillEvery));
    } catch (PolicyArguments.Malformed e) {
      throw usage(e.getMessage());
    }
  }

  private CommandLine.ParameterException usage(String sentence) {
    return new CommandLine.ParameterException(command.commandLine(), sentence);
  }

  private static OptionalInt optional(Integer number) {
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
