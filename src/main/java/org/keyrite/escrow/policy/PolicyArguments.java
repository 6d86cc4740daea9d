package org.keyrite.escrow.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.keyrite.age.Recipient;
import org.keyrite.age.header.AgeException;
import org.keyrite.escrow.policy.EscrowPolicy.Group;
import org.keyrite.escrow.policy.EscrowPolicy.Trustee;
import org.keyrite.fault.Refused;

/** A policy as it is written on a command line. */
public final class PolicyArguments {
  /** The group of trustees for whom none is named. */
  private static final String ONLY_GROUP = "trustees";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

  private PolicyArguments() {}

  /** An option is not written as it has to be. The message is a sentence that says how. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String sentence) {
      super(sentence);
    }
  }

  /**
   * Makes a policy.
   *
   * @param threshold of the only group, if there is no other
   * @param groupThreshold how many groups it takes; all of them if it is empty
   * @param groups each {@code NAME=THRESHOLD}
   * @param trustees each {@code [GROUP/]NAME=RECIPIENT}, or {@code =paper}
   * @param drillEvery such as {@code 180d}
   * @throws Malformed if one of them is none, or if there are none
   * @throws Refused if there can be no such policy
   */
  public static EscrowPolicy policy(
      OptionalInt threshold,
      OptionalInt groupThreshold,
      List<String> groups,
      List<String> trustees,
      Optional<String> drillEvery)
      throws Malformed, Refused {
    if (trustees.isEmpty()) {
      throw new Malformed(
          "Say who shares the identity: --policy FILE, or --threshold N with a --trustee"
              + " NAME=RECIPIENT for each.");
    }
    Map<String, Integer> thresholds = new LinkedHashMap<>();
    Map<String, List<Trustee>> members = new LinkedHashMap<>();
    if (threshold.isPresent()) {
      thresholds.put(ONLY_GROUP, threshold.getAsInt());
    }
    for (String group : groups) {
      String[] parts = parts(group, "--group", "NAME=THRESHOLD");
      if (!NUMBER.matcher(parts[1]).matches()
          || thresholds.put(parts[0], Integer.valueOf(parts[1])) != null) {
        throw new Malformed(
            "The threshold of '" + parts[0] + "' is no number, or stands there twice.");
      }
    }
    for (String trustee : trustees) {
      String[] parts = parts(trustee, "--trustee", "[GROUP/]NAME=RECIPIENT");
      int slash = parts[0].indexOf('/');
      String group = slash < 0 ? ONLY_GROUP : parts[0].substring(0, slash);
      String name = parts[0].substring(slash + 1);
      if (!thresholds.containsKey(group)) {
        throw new Malformed(
            slash < 0
                ? "'" + name + "' is in no group, and there is no --threshold."
                : "'" + name + "' is in the group '" + group + "', which has no --group.");
      }
      members
          .computeIfAbsent(group, _ -> new ArrayList<>())
          .add(new Trustee(name, recipient(name, parts[1])));
    }
    List<Group> all = new ArrayList<>();
    thresholds.forEach(
        (name, needed) -> all.add(new Group(name, needed, members.getOrDefault(name, List.of()))));
    OptionalInt days = drillEvery.map(EscrowPolicyReader::days).orElse(OptionalInt.empty());
    if (drillEvery.isPresent() && days.isEmpty()) {
      throw new Malformed("--drill-every takes a number of days, such as 180d.");
    }
    int needed = groupThreshold.orElse(all.size());
    Optional<String> problem = EscrowPolicy.problem(needed, all, days);
    if (problem.isPresent()) {
      throw refused(problem.get());
    }
    return new EscrowPolicy(needed, all, days);
  }

  private static String[] parts(String text, String option, String form) throws Malformed {
    String[] parts = text.split("=", 2);
    if (parts.length < 2) {
      throw new Malformed(option + " takes " + form + ".");
    }
    return parts;
  }

  private static Optional<Recipient> recipient(String name, String text) throws Malformed {
    try {
      return recipient(text);
    } catch (AgeException e) {
      throw new Malformed(
          "The trustee '" + name + "' has no valid recipient: " + e.getMessage() + ".");
    }
  }

  /**
   * A recipient, or none for {@code paper}.
   *
   * @throws AgeException if it is neither
   */
  public static Optional<Recipient> recipient(String text) throws AgeException {
    return EscrowPolicyReader.recipient(text);
  }

  private static Refused refused(String clause) {
    return new Refused(
        "This is no policy: " + clause + ".",
        "For example: --threshold 2 --trustee alice=age1… --trustee bob=age1… --trustee"
            + " carol=paper");
  }
}
