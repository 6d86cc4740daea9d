package org.keyrite.escrow.life;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Replaced;
import org.keyrite.escrow.set.SetEvent;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.escrow.slip39.ShareIndex;
import org.keyrite.journal.Journal;

/**
 * The state of a set, as far as its journal knows: who was seen when, who lost their share, and how
 * many more may be lost.
 *
 * @param holders every trustee
 * @param lastDrill when the identity was last restored in a drill
 * @param failedDrills those since the last one that restored the identity
 * @param replaced what took the set's place
 * @param spare how many more shares may be lost, whichever they are, before the identity is: below
 *     zero if it is lost already
 * @param warnings what should be done something about, a sentence each
 * @param alarms why the identity cannot be restored, a sentence each
 */
public record SetStatus(
    List<Holder> holders,
    Optional<Instant> lastDrill,
    List<FailedDrill> failedDrills,
    Optional<Replaced> replaced,
    int spare,
    List<String> warnings,
    List<String> alarms) {
  /**
   * A drill in which the identity was not restored.
   *
   * @param faulty those in whose places other shares were brought
   * @param absent those for whom nobody brought a share
   */
  public record FailedDrill(Instant time, List<String> faulty, List<String> absent) {}

  /** What the journal knows of a share. */
  public enum Condition {
    /** It was given out, and never seen since. */
    UNSEEN,
    /** It was seen and is good. */
    GOOD,
    /** What was brought in its place is wrong. */
    FAULTY,
    /** Its holder says so. */
    LOST
  }

  /**
   * A trustee.
   *
   * @param name by which they are known
   * @param group of which they are
   * @param condition of their share
   * @param since when that became known
   */
  public record Holder(String name, String group, Condition condition, Instant since) {
    boolean hasShare() {
      return condition == Condition.UNSEEN || condition == Condition.GOOD;
    }
  }

  /** Reads a set's journal. */
  public static SetStatus of(EscrowSet set, Instant now) {
    SetRecord record = set.record();
    Map<String, Holder> holders = new LinkedHashMap<>();
    for (ShareIndex index : record.policy().indexes()) {
      String name = record.policy().trustee(index).name();
      String group = record.policy().group(index).name();
      holders.put(name, new Holder(name, group, Condition.UNSEEN, record.created()));
    }
    Optional<Instant> lastDrill = Optional.empty();
    List<FailedDrill> failed = new ArrayList<>();
    Optional<String> successor = Optional.empty();
    Optional<String> elsewhere = Optional.empty();
    Optional<String> unrotated = Optional.empty();
    Map<String, String> open = new LinkedHashMap<>();
    Set<String> unknown = new LinkedHashSet<>();
    for (Journal.Entry<SetEvent> entry : set.journal().entries()) {
      Instant time = entry.time();
      switch (entry.event()) {
        case SetEvent.Split _ -> {}
        case SetEvent.RiskAccepted _ -> {}
        case SetEvent.FilesRotated e ->
            unrotated = e.failed().isEmpty() ? Optional.empty() : Optional.of(e.folder());
        case SetEvent.GatheringStarted e -> open.put(e.gathering(), e.purpose());
        case SetEvent.GatheringFinished e -> open.remove(e.gathering());
        case SetEvent.ShareConfirmed e -> mark(holders, List.of(e.trustee()), Condition.GOOD, time);
        case SetEvent.ForkAccepted _ -> {}
        case SetEvent.ShareLost e -> mark(holders, List.of(e.trustee()), Condition.LOST, time);
        case SetEvent.ShareFound e -> mark(holders, List.of(e.trustee()), Condition.UNSEEN, time);
        case SetEvent.ShareReissued e -> {
          mark(holders, List.of(e.trustee()), Condition.UNSEEN, time);
          // The journal that goes on has this too, if it was reissued from this one again.
          elsewhere = Optional.empty();
        }
        case SetEvent.Continued e -> elsewhere = Optional.of(e.folder());
        case SetEvent.DrillHeld e -> {
          mark(holders, e.good(), Condition.GOOD, time);
          mark(holders, e.faulty(), Condition.FAULTY, time);
          if (e.restored()) {
            lastDrill = Optional.of(time);
            failed.clear();
          } else {
            failed.add(new FailedDrill(time, e.faulty(), e.absent()));
          }
        }
        case SetEvent.Reshared e -> successor = Optional.of(e.successor());
        case SetEvent.Rotated e -> {
          successor = Optional.of(e.successor());
          // keyrite 0.1 told of the files here.
          unrotated = e.files().isEmpty() ? e.folder() : Optional.empty();
        }
        case SetEvent.Unknown e -> unknown.add(e.name());
      }
    }
    List<Holder> all = List.copyOf(holders.values());
    int spare = spare(record.policy(), all);
    List<String> warnings = new ArrayList<>();
    if (set.journal().entries().isEmpty()) {
      warnings.add(
          "The set's journal is missing or empty, so nobody can tell what happened to the set. If"
              + " there is another copy of the journal, put it beside the record.");
    }
    if (!unknown.isEmpty()) {
      warnings.add(
          "The journal has events that this version of keyrite does not know: "
              + String.join(", ", unknown)
              + ". Ask for the status with the version that wrote them.");
    }
    clockWarning(set, now).ifPresent(warnings::add);
    if (failed.isEmpty()) {
      drillWarning(record, lastDrill, now).ifPresent(warnings::add);
    } else {
      warnings.add(
          "The last drill failed: hold another at once, whatever the date of the last good one.");
    }
    if (spare == 0) {
      warnings.add(
          "Not one more share may be lost: one more, and the identity may be. Reissue what was"
              + " lost, or reshare.");
    }
    List<String> unseen = unseen(all);
    if (record.replaces().isPresent() && !unseen.isEmpty()) {
      warnings.add(
          "The set replaces "
              + record.replaces().get()
              + ", which must not be retired yet: nobody knows whether "
              + String.join(", ", unseen)
              + " can open their share here. Ask for keyrite escrow check --confirm.");
    }
    unrotated.ifPresent(
        folder ->
            warnings.add(
                "The rotation is not finished: not all files are encrypted to the new set. Go on with"
                    + " keyrite escrow rotate --onto "
                    + folder
                    + "/escrow.json."));
    open.values()
        .forEach(
            purpose ->
                warnings.add(
                    "A gathering for '"
                        + purpose
                        + "' is not finished: end it with keyrite escrow gather --finish."));
    successor.ifPresent(
        next -> warnings.add("The set was replaced by " + next + "; its shares still work."));
    elsewhere.ifPresent(
        folder ->
            warnings.add(
                "The set goes on in "
                    + folder
                    + ", where a share was reissued: its record and journal are there."));
    List<String> alarms =
        spare < 0
            ? List.of(
                "Too few shares are left to restore the identity. Encrypt its files to a new"
                    + " identity while somebody else can still open them.")
            : List.of();
    return new SetStatus(all, lastDrill, failed, set.replaced(), spare, warnings, alarms);
  }

  /** The names of trustees whose shares were given out, and never seen since. */
  public List<String> unseen() {
    return unseen(holders);
  }

  private static List<String> unseen(List<Holder> holders) {
    return holders.stream()
        .filter(holder -> holder.condition == Condition.UNSEEN)
        .map(Holder::name)
        .toList();
  }

  private static void mark(
      Map<String, Holder> holders, List<String> names, Condition condition, Instant time) {
    for (String name : names) {
      holders.computeIfPresent(
          name, (_, holder) -> new Holder(name, holder.group, condition, time));
    }
  }

  /** The first entry that a wrong clock wrote: no date of such a journal can be relied on. */
  private static Optional<String> clockWarning(EscrowSet set, Instant now) {
    Instant before = set.record().created();
    for (Journal.Entry<SetEvent> entry : set.journal().entries()) {
      boolean later = entry.time().isAfter(now);
      if (later || entry.time().isBefore(before)) {
        return Optional.of(
            "The journal's "
                + entry.name()
                + " has the time "
                + entry.time()
                + (later ? ", later than now" : ", earlier than the entry before it")
                + ": a clock was or is wrong. Do not rely on the date of the last drill.");
      }
      before = entry.time();
    }
    return Optional.empty();
  }

  private static Optional<String> drillWarning(
      SetRecord record, Optional<Instant> lastDrill, Instant now) {
    long age = Duration.between(lastDrill.orElse(record.created()), now).toDays();
    OptionalInt days = record.policy().drillDays();
    if (days.isEmpty() || age < days.getAsInt()) {
      return Optional.empty();
    }
    String since =
        lastDrill.isPresent()
            ? "The last drill was " + age + " days ago"
            : "There was no drill in the " + age + " days since the split";
    return Optional.of(since + ", and the policy asks for one every " + days.getAsInt() + ".");
  }

  /**
   * The fewest losses that end the set, less one. To end it, so many groups must become incomplete
   * that too few are left, and the cheapest are those with the least to lose.
   */
  private static int spare(EscrowPolicy policy, List<Holder> holders) {
    List<Integer> losses =
        policy.groups().stream()
            .map(group -> present(group, holders) - group.threshold() + 1)
            .filter(loss -> loss > 0)
            .sorted()
            .toList();
    int groups = losses.size() - policy.groupThreshold() + 1;
    return IntStream.range(0, Math.max(groups, 0)).map(losses::get).sum() - 1;
  }

  private static int present(EscrowPolicy.Group group, List<Holder> holders) {
    return (int)
        holders.stream()
            .filter(holder -> holder.group.equals(group.name()) && holder.hasShare())
            .count();
  }
}
