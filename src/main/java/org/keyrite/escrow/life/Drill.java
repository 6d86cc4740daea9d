package org.keyrite.escrow.life;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import org.keyrite.age.NativeIdentity;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.slip39.ShareIndex;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Fault;
import org.keyrite.text.Visible;

/**
 * Restores an identity to see that it can be done, and throws it away. Who took part, and whose
 * shares are good, goes into the set's journal.
 */
public final class Drill {
  static final String EVENT = "drill-held";

  private static final int LONGEST_NAME = 200;

  private Drill() {}

  /**
   * A drill that was held, and is in the journal.
   *
   * @param restored whether the identity was restored and is the recipient's
   * @param good the trustees whose shares were there and are the ones they were given
   * @param faulty those in whose places other shares were brought
   * @param absent those of whom neither was there
   * @param unreadable those of the absent as whose shares something was brought that is none
   * @param problem why the identity was not restored; empty if it was
   */
  public record Held(
      boolean restored,
      List<String> good,
      List<String> faulty,
      List<String> absent,
      List<String> unreadable,
      String problem) {}

  /**
   * Holds a drill.
   *
   * @param gathering the shares that were brought
   * @param rollCall whether every trustee was asked to take part
   * @param signedOff who vouches for the record, by name
   * @throws Denied if nobody brought anything; then nothing is recorded
   */
  public static Held hold(
      EscrowSet set, Gathering gathering, boolean rollCall, List<String> signedOff) throws Fault {
    EscrowPolicy policy = set.record().policy();
    NavigableSet<ShareIndex> good = gathering.present();
    NavigableSet<ShareIndex> faulty = gathering.faulty();
    List<String> absent =
        policy.indexes().stream()
            .filter(index -> !good.contains(index) && !faulty.contains(index))
            .map(gathering::holder)
            .toList();
    NavigableSet<ShareIndex> unreadable = gathering.unreadable();
    if (good.isEmpty() && faulty.isEmpty() && unreadable.isEmpty()) {
      throw new Denied(
          "There is no share of this set, and no drill was held.",
          "The journal is as it was. Begin again when the trustees are there.");
    }
    String problem = problem(gathering);
    Held held =
        new Held(
            problem.isEmpty(),
            good.stream().map(gathering::holder).toList(),
            faulty.stream().map(gathering::holder).toList(),
            absent,
            unreadable.stream().map(gathering::holder).toList(),
            problem);
    Map<String, Object> facts = EscrowSet.facts(set.record());
    facts.put("kind", rollCall ? "roll-call" : "threshold");
    facts.put("restored", held.restored);
    facts.put("good", held.good);
    facts.put("faulty", held.faulty);
    facts.put("absent", held.absent);
    facts.put("unreadable", held.unreadable);
    facts.put("signed-off-by", signedOff);
    set.append(EVENT, facts);
    return held;
  }

  /** Whether a text can stand in a record as somebody's name: up to 200 visible characters. */
  public static boolean isName(String text) {
    return !text.isBlank() && text.length() <= LONGEST_NAME && Visible.shows(text);
  }

  private static String problem(Gathering gathering) {
    try (NativeIdentity _ = gathering.restore()) {
      return "";
    } catch (Denied e) {
      return e.getMessage();
    }
  }
}
