package org.keyrite.escrow.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.keyrite.age.Fingerprint;
import org.keyrite.age.Recipient;
import org.keyrite.escrow.policy.EscrowPolicy.Group;
import org.keyrite.escrow.policy.EscrowPolicy.Trustee;

/**
 * What one policy has otherwise than another, in words for those who are to bring their shares for
 * it: most of all, who would get a share under a name that they know.
 */
public final class PolicyChange {
  private PolicyChange() {}

  /** A clause for each change, without a full stop; none if there is no change. */
  public static List<String> between(EscrowPolicy before, EscrowPolicy after) {
    List<String> changes = new ArrayList<>();
    for (Trustee trustee : after.trustees()) {
      Optional<Trustee> known = trustee(before, trustee.name());
      if (known.isEmpty()) {
        changes.add(trustee.name() + " is new");
        continue;
      }
      if (!known.get().recipient().equals(trustee.recipient())) {
        changes.add(
            trustee.name()
                + " has ANOTHER RECIPIENT: it was "
                + recipient(known.get().recipient())
                + ", and is "
                + recipient(trustee.recipient()));
      }
      String from = groupOf(before, trustee.name());
      String to = groupOf(after, trustee.name());
      if (!from.equals(to)) {
        changes.add(trustee.name() + " goes from the group " + from + " to the group " + to);
      }
    }
    before.names().stream()
        .filter(name -> trustee(after, name).isEmpty())
        .forEach(name -> changes.add(name + " gets no share any more"));
    groups(before, after, changes);
    if (before.groupThreshold() != after.groupThreshold()) {
      changes.add(
          "it takes "
              + after.groupThreshold()
              + " of the groups, and took "
              + before.groupThreshold());
    }
    if (!before.drillDays().equals(after.drillDays())) {
      changes.add(
          "drills are asked for "
              + days(after.drillDays())
              + ", and were "
              + days(before.drillDays()));
    }
    for (String key : Purpose.KEYS) {
      if (!before.purpose().get(key).equals(after.purpose().get(key))) {
        changes.add(key + " is " + said(after, key) + ", and was " + said(before, key));
      }
    }
    return changes;
  }

  private static String said(EscrowPolicy policy, String key) {
    return policy.purpose().get(key).map(text -> "'" + text + "'").orElse("not said");
  }

  private static void groups(EscrowPolicy before, EscrowPolicy after, List<String> changes) {
    Map<String, Group> known = new LinkedHashMap<>();
    before.groups().forEach(group -> known.put(group.name(), group));
    for (Group group : after.groups()) {
      Group was = known.remove(group.name());
      if (was == null) {
        changes.add("the group " + group.name() + " is new, and takes " + takes(group));
      } else if (!takes(was).equals(takes(group))) {
        changes.add(
            "the group " + group.name() + " takes " + takes(group) + ", and took " + takes(was));
      }
    }
    known.keySet().forEach(name -> changes.add("there is no group " + name + " any more"));
  }

  private static String takes(Group group) {
    return group.threshold() + " of " + group.trustees().size();
  }

  private static Optional<Trustee> trustee(EscrowPolicy policy, String name) {
    return policy.find(name).map(policy::trustee);
  }

  private static String groupOf(EscrowPolicy policy, String name) {
    return policy.group(policy.find(name).orElseThrow()).name();
  }

  private static String days(OptionalInt days) {
    return days.isEmpty() ? "never" : "every " + days.getAsInt() + " days";
  }

  /** A recipient as people compare it, or that there is none. */
  public static String recipient(Optional<Recipient> recipient) {
    return recipient.map(Fingerprint::of).orElse("paper");
  }
}
