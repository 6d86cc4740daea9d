package org.keyrite.escrow.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.keyrite.age.Recipient;
import org.keyrite.escrow.slip39.ShareIndex;
import org.keyrite.escrow.slip39.SharingPolicy;
import org.keyrite.yaml.YamlText;

/**
 * Who shares an identity, by name, and how many of them it takes: a {@link SharingPolicy} with
 * people in it.
 *
 * @param groupThreshold how many groups it takes
 * @param groups all of them, in the order of their shares
 * @param drillDays after how many days without a drill the set counts as untested; empty if nobody
 *     asks for drills
 * @param purpose what it is all for
 */
public record EscrowPolicy(
    int groupThreshold, List<Group> groups, OptionalInt drillDays, Purpose purpose) {
  /** No set is tested less often than every ten years. */
  public static final int MOST_DRILL_DAYS = 3660;

  /**
   * A group.
   *
   * @param name what people call it
   * @param threshold how many of its trustees it takes
   * @param trustees all of them, in the order of their shares
   */
  public record Group(String name, int threshold, List<Trustee> trustees) {
    /** Takes a copy of the list. */
    public Group {
      trustees = List.copyOf(trustees);
    }
  }

  /**
   * A holder of a share.
   *
   * @param name what people call them; no other trustee of the set has it
   * @param recipient whom their share is encrypted to; without one it goes on paper
   */
  public record Trustee(String name, Optional<Recipient> recipient) {}

  /** For a policy that has no {@link #problem}; any other is a bug of the caller. */
  public EscrowPolicy {
    groups = List.copyOf(groups);
    problem(groupThreshold, groups, drillDays)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
  }

  /** A policy that does not say what it is for. */
  public EscrowPolicy(int groupThreshold, List<Group> groups, OptionalInt drillDays) {
    this(groupThreshold, groups, drillDays, Purpose.UNSAID);
  }

  /** Why there can be no such policy: one clause, without a full stop. Empty if there can be. */
  public static Optional<String> problem(
      int groupThreshold, List<Group> groups, OptionalInt drillDays) {
    Set<String> groupNames = new HashSet<>();
    Set<String> names = new HashSet<>();
    Set<String> recipients = new HashSet<>();
    for (Group group : groups) {
      if (!YamlText.isName(group.name) || !groupNames.add(group.name)) {
        return Optional.of("'" + group.name + "' cannot name a group, or names another");
      }
      for (Trustee trustee : group.trustees) {
        if (!YamlText.isName(trustee.name) || !names.add(trustee.name)) {
          return Optional.of("'" + trustee.name + "' cannot name a trustee, or names another");
        }
        if (!trustee.recipient.map(Recipient::toString).map(recipients::add).orElse(true)) {
          return Optional.of("the recipient of '" + trustee.name + "' is another trustee's too");
        }
      }
    }
    if (drillDays.isPresent()
        && (drillDays.getAsInt() < 1 || drillDays.getAsInt() > MOST_DRILL_DAYS)) {
      return Optional.of("drills can be asked for every 1 to " + MOST_DRILL_DAYS + " days");
    }
    return SharingPolicy.problem(groupThreshold, sharing(groups));
  }

  /** The same without people. */
  public SharingPolicy sharing() {
    return new SharingPolicy(groupThreshold, sharing(groups));
  }

  private static List<SharingPolicy.Group> sharing(List<Group> groups) {
    return groups.stream()
        .map(group -> new SharingPolicy.Group(group.threshold, group.trustees.size()))
        .toList();
  }

  /** The places of all shares, in order. */
  public List<ShareIndex> indexes() {
    List<ShareIndex> indexes = new ArrayList<>();
    for (int group = 0; group < groups.size(); group++) {
      for (int member = 0; member < groups.get(group).trustees.size(); member++) {
        indexes.add(new ShareIndex(group, member));
      }
    }
    return indexes;
  }

  /** The number of a place among all shares, from 0. */
  public int ordinal(ShareIndex index) {
    return index.member()
        + groups.subList(0, index.group()).stream().mapToInt(group -> group.trustees.size()).sum();
  }

  /** Whether the set has this place. */
  public boolean has(ShareIndex index) {
    return index.group() < groups.size()
        && index.member() < groups.get(index.group()).trustees.size();
  }

  /** The group of a share. */
  public Group group(ShareIndex index) {
    return groups.get(index.group());
  }

  /** Who holds the share at a place. */
  public Trustee trustee(ShareIndex index) {
    return group(index).trustees.get(index.member());
  }

  /** The place of a trustee's share. */
  public Optional<ShareIndex> find(String name) {
    return indexes().stream().filter(index -> trustee(index).name.equals(name)).findFirst();
  }

  /** The name of the trustee whose share is encrypted to a recipient. */
  public Optional<String> whose(String recipient) {
    return trustees().stream()
        .filter(trustee -> trustee.recipient.map(Object::toString).equals(Optional.of(recipient)))
        .map(Trustee::name)
        .findFirst();
  }

  /** The names of all trustees, in the order of their shares. */
  public List<String> names() {
    return trustees().stream().map(Trustee::name).toList();
  }

  /** All trustees, in the order of their shares. */
  public List<Trustee> trustees() {
    return groups.stream().flatMap(group -> group.trustees.stream()).toList();
  }

  /** Whether a trustee gets their share on paper. */
  public boolean needsPaper() {
    return trustees().stream().anyMatch(trustee -> trustee.recipient.isEmpty());
  }

  /** The policy in one clause, such as "2 of 3 operators and 1 of 1 directors". */
  public String inWords() {
    String all =
        String.join(
            groupThreshold == groups.size() ? " and " : ", ",
            groups.stream()
                .map(group -> group.threshold + " of " + group.trustees.size() + " " + group.name)
                .toList());
    return groupThreshold == groups.size()
        ? all
        : groupThreshold + " of these " + groups.size() + " groups: " + all;
  }

  /** The same policy, with one trustee's share going elsewhere. */
  public EscrowPolicy with(ShareIndex index, Optional<Recipient> recipient) {
    List<Trustee> trustees = new ArrayList<>(group(index).trustees);
    trustees.set(index.member(), new Trustee(trustee(index).name, recipient));
    List<Group> changed = new ArrayList<>(groups);
    changed.set(index.group(), new Group(group(index).name, group(index).threshold, trustees));
    return new EscrowPolicy(groupThreshold, changed, drillDays, purpose);
  }
}
