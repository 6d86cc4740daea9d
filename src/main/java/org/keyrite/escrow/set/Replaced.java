package org.keyrite.escrow.set;

import java.time.Instant;
import java.util.Optional;
import org.keyrite.journal.Journal;

/**
 * What took the place of a set as it lies in a folder, as the folder's journal tells. The shares
 * still work; but what is done from here on is done beside it.
 *
 * @param deed what was done, as the beginning of a sentence
 * @param when it was done
 * @param set what goes on: another set, or the same
 * @param folder where; unknown to journals of keyrite 0.1
 */
public record Replaced(String deed, Instant when, String set, Optional<String> folder) {
  /** Empty for a set that is in force. */
  static Optional<Replaced> in(Journal<SetEvent> journal) {
    Optional<Replaced> set = Optional.empty();
    Optional<Replaced> moved = Optional.empty();
    for (Journal.Entry<SetEvent> entry : journal.entries()) {
      switch (entry.event()) {
        case SetEvent.Continued e ->
            moved = of("A share was reissued", entry, e.set(), Optional.of(e.folder()));
        // The journal that goes on has the event above too, if this folder's set was forked.
        case SetEvent.ShareReissued _ -> moved = Optional.empty();
        case SetEvent.Reshared e ->
            set = of("The set was reshared", entry, e.successor(), e.folder());
        case SetEvent.Rotated e ->
            set = of("The set was rotated", entry, e.successor(), e.folder());
        default -> {}
      }
    }
    return set.isPresent() ? set : moved;
  }

  private static Optional<Replaced> of(
      String deed, Journal.Entry<SetEvent> entry, String set, Optional<String> folder) {
    return Optional.of(new Replaced(deed, entry.time(), set, folder));
  }

  /** One sentence. */
  public String inWords() {
    return deed
        + " at "
        + when
        + ": "
        + set
        + " goes on"
        + folder.map(f -> " in " + f).orElse("")
        + ".";
  }
}
