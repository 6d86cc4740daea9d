package org.keyrite.cli.escrow;

import java.io.PrintStream;
import java.util.Optional;
import org.keyrite.escrow.life.Drill;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Replaced;
import org.keyrite.escrow.set.SetEvent;
import org.keyrite.fault.Refused;
import picocli.CommandLine.Option;

/**
 * Keeps a command out of a folder whose set goes on elsewhere: what is done here would be unknown
 * there. It is asked before a share, an identity or a passphrase is asked for or opened.
 */
final class Fork {
  @Option(
      names = "--fork",
      paramLabel = "REASON",
      description =
          "Go on although the set goes on elsewhere; the journal here records why. What is done here"
              + " is not known there.")
  private String reason;

  /**
   * Refuses a set that was replaced, or records why that is no reason.
   *
   * @throws Refused with what took its place, when and where
   */
  void require(EscrowSet set) throws Refused {
    require(set, "Work there.");
  }

  /**
   * The same.
   *
   * @param instead what to do rather than to go on here
   */
  void require(EscrowSet set, String instead) throws Refused {
    Optional<Replaced> replaced = set.replaced();
    if (reason == null) {
      if (replaced.isPresent()) {
        throw new Refused(
            replaced.get().inWords(),
            instead + " To go on here all the same, add --fork REASON, which the journal records.");
      }
      return;
    }
    if (replaced.isEmpty()) {
      throw new Refused(
          "The set is in force: nothing took its place.", "Leave out --fork, and begin again.");
    }
    if (!Drill.isName(reason)) {
      throw new Refused(
          "The reason after --fork cannot be recorded.", "Give 1 to 200 visible characters.");
    }
    set.add(new SetEvent.ForkAccepted(set.record().set(), reason));
  }

  /** Shows what takes the set's place, if something does, and why that is no reason. */
  void show(PrintStream out, EscrowSet set) {
    EscrowView.replaced(out, set);
    if (reason != null) {
      EscrowView.row(out, "fork", reason);
    }
  }
}
