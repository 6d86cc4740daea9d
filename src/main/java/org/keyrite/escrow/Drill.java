package org.keyrite.escrow;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import org.keyrite.age.NativeIdentity;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Fault;

/**
 * Restores an identity to see that it can be done, and throws it away. Who took part, and whose
 * shares are good, goes into the set's journal.
 */
public final class Drill {
  static final String EVENT = "drill-held";

  private Drill() {}

  /**
   * A drill that was held, and is in the journal.
   *
   * @param restored whether the identity was restored and is the recipient's
   * @param good the trustees whose shares were there and are the ones they were given
   * @param faulty those whose shares are not
   * @param absent those who brought none
   * @param problem why the identity was not restored; empty if it was
   */
  public record Held(
      boolean restored,
      List<String> good,
      List<String> faulty,
      List<String> absent,
      String problem) {}

  /**
   * Holds a drill.
   *
   * @param gathering the shares that were brought
   * @param rollCall whether every trustee was asked to take part
   * @param signedOff who vouches for the record, by name
   */
  public static Held hold(
      EscrowSet set, Gathering gathering, boolean rollCall, List<String> signedOff) throws Fault {
    String problem = problem(gathering);
    EscrowPolicy policy = set.record().policy();
    NavigableSet<ShareIndex> good = gathering.present();
    NavigableSet<ShareIndex> faulty = gathering.faulty();
    List<String> absent =
        policy.indexes().stream()
            .filter(index -> !good.contains(index) && !faulty.contains(index))
            .map(gathering::holder)
            .toList();
    Held held =
        new Held(
            problem.isEmpty(),
            good.stream().map(gathering::holder).toList(),
            faulty.stream().map(gathering::holder).toList(),
            absent,
            problem);
    Map<String, Object> facts = EscrowSet.facts(set.record());
    facts.put("kind", rollCall ? "roll-call" : "threshold");
    facts.put("restored", held.restored);
    facts.put("good", held.good);
    facts.put("faulty", held.faulty);
    facts.put("absent", held.absent);
    facts.put("signed-off-by", signedOff);
    set.append(EVENT, facts);
    return held;
  }

  private static String problem(Gathering gathering) {
    try (NativeIdentity _ = gathering.restore()) {
      return "";
    } catch (Denied e) {
      return e.getMessage();
    }
  }
}
