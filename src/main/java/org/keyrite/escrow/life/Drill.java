package org.keyrite.escrow.life;

import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.keyrite.age.NativeIdentity;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.SetEvent;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.escrow.slip39.ShareIndex;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Fault;
import org.keyrite.text.Visible;

/**
 * Restores an identity to see that it can be done, and throws it away. Who took part, and whose
 * shares are good, goes into the set's journal.
 */
public final class Drill {
  private static final int LONGEST_NAME = 200;

  private Drill() {}

  /**
   * How a drill went.
   *
   * @param event what the journal has of it, once it is recorded
   * @param problem why the identity was not restored; empty if it was
   */
  public record Held(SetEvent.DrillHeld event, String problem) {}

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
    Held held = look(set.record(), gathering, rollCall, signedOff);
    set.append(held.event);
    return held;
  }

  /** The same without a record, so that a slip can be mended first. */
  public static Held look(
      SetRecord record, Gathering gathering, boolean rollCall, List<String> signedOff)
      throws Denied {
    NavigableSet<ShareIndex> good = gathering.present();
    NavigableSet<ShareIndex> faulty = gathering.faulty();
    NavigableSet<ShareIndex> unreadable = gathering.unreadable();
    if (good.isEmpty() && faulty.isEmpty() && unreadable.isEmpty()) {
      throw new Denied(
          "Nobody brought a share of this set, so no drill was held.",
          "The journal is unchanged. Begin again when the trustees are there.");
    }
    NavigableSet<ShareIndex> absent = new TreeSet<>(record.policy().indexes());
    absent.removeAll(good);
    absent.removeAll(faulty);
    String problem = problem(gathering);
    SetEvent.DrillHeld event =
        new SetEvent.DrillHeld(
            record.set(),
            rollCall ? "roll-call" : "threshold",
            problem.isEmpty(),
            names(good, gathering),
            names(faulty, gathering),
            names(absent, gathering),
            names(unreadable, gathering),
            signedOff);
    return new Held(event, problem);
  }

  private static List<String> names(Set<ShareIndex> indexes, Gathering gathering) {
    return indexes.stream().map(gathering::holder).toList();
  }

  /** Whether a text can stand in a record as somebody's name: up to 200 visible characters. */
  public static boolean isName(String text) {
    return Visible.fits(text, LONGEST_NAME);
  }

  private static String problem(Gathering gathering) {
    try (NativeIdentity _ = gathering.restore()) {
      return "";
    } catch (Denied e) {
      return e.getMessage();
    }
  }
}
